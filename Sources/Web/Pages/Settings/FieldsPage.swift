import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The fields that the desk adds to its tickets.
enum FieldsPage {
  static let path = "/desk/{desk}/settings/fields"

  static let routes: [Route] = [
    Route(.get, path, "The desk's own fields.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(.post, path, "Adds a field.", face: .page, access: .session(.admin), body: .form, answer: nil, handle: add),
    Route(
      .post, path + "/{field}", "Renames a field, or changes what it allows.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: change),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let fields: [Row]
    let isEmpty: Bool
    let kinds: [ChoiceView]
    let newName: String
    let newKey: String
    let newAllowed: String
    let problem: String?
  }

  struct Row {
    let path: String
    let name: String
    let key: String
    let kind: String
    let hasChoices: Bool
    /// One value a line.
    let allowed: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (entries, catalogue) = (try SettingsPages.entries(call, .fields), try call.catalogue)
    let base = try call.deskPath("/settings/fields")
    return try await call.show(
      "settings/fields", title: "settings.fields", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let rows = try tx.fields().map { field in
        Row(
          path: "\(base)/\(field.id)", name: field.name, key: field.key,
          kind: catalogue["kind.\(field.kind.rawValue)"], hasChoices: !field.allowed.isEmpty,
          allowed: field.allowed.joined(separator: "\n"))
      }
      let form = refused.flatMap { $0.isOf("new") ? $0.form : nil }
      return View(
        entries: entries, fields: rows, isEmpty: rows.isEmpty,
        kinds: ChoiceView.all(of: FieldDefinition.Kind.self, "kind", catalogue, chosen: form?["kind"]),
        newName: form?["name"] ?? "", newKey: form?["key"] ?? "", newAllowed: form?["allowed"] ?? "",
        problem: refused?.labelled(in: catalogue))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    try await submit(call) { form in
      try JSONFields.read(.object(form.object("name", "key", "kind"))) {
        (fields: inout JSONFields) throws(JSONProblems) in
        let name = fields.required("name", .name)
        let key = fields.required("key", .name)
        let kind = fields.required("kind", .choice(of: FieldDefinition.Kind.self))
        let (title, code, type) = try fields.finish(name, key, kind)
        return AddField(key: code, name: title, kind: type, allowed: lines(form))
      }
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: FieldID = try call.parameter("field")
    return try await submit(call) { form in
      ChangeField(id, name: try JSONFields.name(in: form), allowed: form["allowed"] == nil ? nil : lines(form))
    }
  }

  /// One value a line; empty lines count for nothing.
  private static func lines(_ form: FormFields) -> [String] {
    (form["allowed"] ?? "").split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  private static func submit<Performed: Action>(
    _ call: Call, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer {
    let base = try call.deskPath("/settings/fields")
    return try await call.submit(action) { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }
}
