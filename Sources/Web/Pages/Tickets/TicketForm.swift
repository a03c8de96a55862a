import DeskActions
package import FormData
import Foundation
package import StrictJSON
package import Ticketing

/// What a ticket's form asks for, as the object that the API would get, so that both doors check alike.
package struct TicketForm {
  private let form: FormFields
  private let clock: PageClock

  package init(_ form: FormFields, _ clock: PageClock) {
    self.form = form
    self.clock = clock
  }

  /// The version that the person saw.
  var version: Int? { form["version"].flatMap { Int($0) } }

  var subject: JSONValue { .object(form.object("subject")) }

  package func settings(_ fields: [FieldDefinition], _ statuses: StatusBook) throws -> JSONValue {
    var object = form.object("status", "type", "priority")
    for name in ["impact", "urgency", "team", "assignee"] where form[name] != nil { object.append(name, text(name)) }
    if let tags = form["tags"] {
      let words = tags.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      object.append("tags", JSONValue(words.filter { !$0.isEmpty }))
    }
    try hold(statuses).map { object.append("hold", $0) }
    let site = ["address", "access", "contact", "phone", "device", "serial_number"]
    if form["site.address"] != nil {
      object.append("site", .object(JSONObject(site.map { ($0, text("site.\($0)")) })))
    }
    let values = fields.compactMap { field in value(of: field).map { (field.key, $0) } }
    object.append("fields", .object(JSONObject(values)))
    return .object(object)
  }

  /// Why a ticket rests, where the chosen status is one of rest.
  private func hold(_ statuses: StatusBook) throws -> JSONValue? {
    let chosen = form["status"].flatMap { StatusID($0) }.flatMap { statuses[$0] }
    guard let chosen, chosen.category == .onHold, form["hold.reason"] != nil else { return nil }
    var hold: JSONObject = ["reason": text("hold.reason")]
    let until = form["hold.until"] ?? ""
    if !until.isEmpty {
      guard let date = clock.date(input: until) else { throw InvalidInput("/hold/until", "is no time") }
      hold.append("until", JSONValue(date))
    }
    return .object(hold)
  }

  /// Nil where the form does not have the field.
  private func value(of field: FieldDefinition) -> JSONValue? {
    let name = "fields.\(field.key)"
    guard let text = form[name] else { return nil }
    switch field.kind {
    case .choices:
      let chosen = form.all(name).filter { !$0.isEmpty }
      return chosen.isEmpty ? .null : JSONValue(chosen)
    case .text, .day, .choice: return text.isEmpty ? .null : JSONValue(text.replacing("\r\n", with: "\n"))
    case .flag: return text.isEmpty ? .null : JSONValue(text == "yes")
    case .number:
      // People write 1,5 where programs write 1.5; what is no number is refused by its own name.
      guard !text.isEmpty else { return .null }
      guard let number = Double(text.replacing(",", with: ".")), number.isFinite else { return JSONValue(text) }
      return JSONValue(number)
    }
  }

  /// An empty field clears what was there.
  private func text(_ name: String) -> JSONValue {
    let value = form[name] ?? ""
    return value.isEmpty ? .null : JSONValue(value.replacing("\r\n", with: "\n"))
  }
}
