import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum FieldRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/fields", "The fields that this desk adds to its tickets.", query: QueryParameter.paging,
      answer: .page(of: "Field"), handle: list),
    Route(
      .post, "/api/v1/fields", "Adds a field; `allowed` lists the values of a choice.",
      body: .json(newSchema, isOptional: false), status: 201, answer: .named("Field"), handle: add),
    Route(
      .patch, "/api/v1/fields/{field}", "Renames a field, or changes what it allows; its key and kind stay.",
      body: .json(changeSchema, isOptional: false), answer: .named("Field"), handle: change),
  ]

  /// What stands beside the site's own fields cannot have its name.
  private static let key = Schema([
    "type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$", "not": ["const": "site"],
  ])

  private static let newSchema = Schema.object(
    [
      "key": key, "name": .line(max: Limits.nameBytes),
      "kind": .choice(of: FieldDefinition.Kind.self),
      "allowed": .list(.line(max: Limits.nameBytes), max: Limits.choices),
    ], required: ["key", "name", "kind"])

  private static let changeSchema = Schema.object(
    ["name": .line(max: Limits.nameBytes), "allowed": .list(.line(max: Limits.nameBytes), max: Limits.choices)],
    required: [])

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      Call.list(Page(of: try tx.fields(), page) { $0.id.uuid }, FieldView.json)
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let action = try call.body { fields throws(JSONProblems) in
      let key = fields.required("key", .name)
      let name = fields.required("name", .name)
      let kind = fields.required("kind", .choice(of: FieldDefinition.Kind.self))
      let allowed = fields.optional("allowed", .allowed) ?? []
      let (code, title, type) = try fields.finish(key, name, kind)
      return AddField(key: code, name: title, kind: type, allowed: allowed)
    }
    return try await call.write(action) { field, _ in .json(FieldView.json(field), status: 201) }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: FieldID = try call.parameter("field")
    let action = try call.body { fields throws(JSONProblems) in
      ChangeField(id, name: fields.optional("name", .name), allowed: fields.optional("allowed", .allowed))
    }
    return try await call.write(action) { field, _ in .json(FieldView.json(field)) }
  }
}

extension JSONShape<[String]> {
  fileprivate static var allowed: JSONShape { .list(of: .name, max: Limits.choices) }
}
