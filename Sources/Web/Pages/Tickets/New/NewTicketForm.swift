package import FormData
package import StrictJSON
package import Ticketing

/// The form of a new ticket as the object that the API would get, so that both doors check alike.
package struct NewTicketForm {
  /// The fields of the site: how the form calls them, and how the API does.
  static let site = ["address", "access", "contact", "phone", "device", "serial_number"].map {
    (field: "site_\($0)", key: $0)
  }

  package let object: JSONObject

  package init(_ form: FormFields, _ definitions: [FieldDefinition]) {
    var object = form.object("subject", "description", "type", "priority", "impact", "urgency", "team", "assignee")
    let person = Self.object(form, ["email", "name", "phone"].map { ("requester_\($0)", $0) })
    if !person.members.isEmpty { object.append("requester", .object(person)) }
    let tags = (form["tags"] ?? "").split(separator: ",").map { JSONValue($0.trimmed) }.filter { $0 != "" }
    if !tags.isEmpty { object.append("tags", .array(tags)) }
    let site = Self.object(form, Self.site)
    if !site.members.isEmpty { object.append("site", .object(site)) }
    let values = definitions.compactMap { field in Self.value(of: field, form).map { (field.key, $0) } }
    if !values.isEmpty { object.append("fields", .object(JSONObject(values))) }
    self.object = object
  }

  private static func object(_ form: FormFields, _ names: [(field: String, key: String)]) -> JSONObject {
    JSONObject(
      names.compactMap { name in
        form[name.field].flatMap { $0.trimmed.isEmpty ? nil : (name.key, JSONValue($0.trimmed)) }
      })
  }

  /// Nil where nothing was typed or chosen. What is no number stays text, to be refused with words that say so.
  private static func value(of definition: FieldDefinition, _ form: FormFields) -> JSONValue? {
    let name = CustomFieldInput.name(of: definition)
    guard let text = form[name]?.trimmed, !text.isEmpty else { return nil }
    switch definition.kind {
    case .text, .day, .choice: return JSONValue(text)
    case .number:
      return JSONNumber(Double(text.replacing(",", with: ".")) ?? .nan).map { .number($0) } ?? JSONValue(text)
    case .flag: return .bool(text == CustomFieldInput.yes)
    case .choices: return .array(form.all(name).map { JSONValue($0) })
    }
  }
}

extension StringProtocol {
  /// Without the spaces around it.
  fileprivate var trimmed: String {
    let kept = drop(while: \.isWhitespace)
    guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(kept[...last])
  }
}
