import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum TeamRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/teams", "This desk's teams.", query: QueryParameter.paging, answer: .page(of: "Team"),
      handle: list),
    Route(
      .post, "/api/v1/teams", "Adds a team.", body: .json(schema(required: ["name"]), isOptional: false), status: 201,
      answer: .named("Team"), handle: add),
    Route(.get, "/api/v1/teams/{team}", "One team.", answer: .named("Team"), handle: show),
    Route(
      .patch, "/api/v1/teams/{team}", "Renames a team.", body: .json(schema(required: []), isOptional: false),
      answer: .named("Team"), handle: change),
  ]

  private static func schema(required: [String]) -> Schema {
    .object(["name": .line(max: Limits.nameBytes)], required: required)
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { Call.list(try $0.teams(page), TeamView.json) }
  }

  private static func show(_ call: Call) async throws -> Answer {
    let id: TeamID = try call.parameter("team")
    return try await call.read { tx in
      guard let team = try tx.team(id) else { throw NotFound() }
      return .json(TeamView.json(team))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let name = try call.body { fields throws(JSONProblems) in try fields.finish(fields.required("name", .name)) }
    return try await call.write(AddTeam(name: name)) { team, _ in
      .created(TeamView.json(team), at: "/api/v1/teams/\(team.id)")
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let name = try call.body { fields throws(JSONProblems) in fields.optional("name", .name) }
    guard let name else { return try await show(call) }
    return try await call.write(ChangeTeam(try call.parameter("team"), name: name)) { team, _ in
      .json(TeamView.json(team))
    }
  }
}
