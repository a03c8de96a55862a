import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum StatusRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/statuses", "This desk's own words for where a ticket stands, in their order.",
      query: QueryParameter.paging, answer: .page(of: "Status"), handle: list),
    Route(
      .post, "/api/v1/statuses", "Adds a status; it stands last unless told otherwise.",
      body: .json(newSchema, isOptional: false), status: 201, answer: .named("Status"), handle: add),
    Route(
      .patch, "/api/v1/statuses/{status}", "Renames or moves a status; its category stays.",
      body: .json(changeSchema, isOptional: false), answer: .named("Status"), handle: change),
    Route(
      .delete, "/api/v1/statuses/{status}",
      "Removes a status; refused while tickets stand in it, a mapping needs it, or it is its category's last.",
      status: 204, answer: nil, handle: remove),
  ]

  static let positions = 0...10_000
  private static let position = Schema.integer(in: positions)

  private static let newSchema = Schema.object(
    [
      "name": .line(max: Limits.nameBytes), "category": .choice(of: StatusCategory.self), "position": position,
    ], required: ["name", "category"])

  private static let changeSchema = Schema.object(
    ["name": .line(max: Limits.nameBytes), "position": position], required: [])

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      Call.list(Page(of: try tx.statuses().statuses, page) { $0.id.uuid }, StatusView.json)
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let action = try call.body { fields throws(JSONProblems) in
      let name = fields.required("name", .name)
      let category = fields.required("category", .choice(of: StatusCategory.self))
      let position = fields.optional("position", .integer(in: positions))
      let (word, meaning) = try fields.finish(name, category)
      return AddStatus(name: word, category: meaning, position: position)
    }
    return try await call.write(action) { status, _ in .json(StatusView.json(status), status: 201) }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: StatusID = try call.parameter("status")
    let action = try call.body { fields throws(JSONProblems) in
      ChangeStatus(
        id, name: fields.optional("name", .name), position: fields.optional("position", .integer(in: positions)))
    }
    return try await call.write(action) { status, _ in .json(StatusView.json(status)) }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    try await call.write(RemoveStatus(try call.parameter("status"))) { _, _ in .noContent }
  }
}
