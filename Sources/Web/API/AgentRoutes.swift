import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum AgentRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/agents", "Who works at this desk.", query: QueryParameter.paging, answer: .page(of: "Agent"),
      handle: list),
    Route(
      .post, "/api/v1/agents", "Takes a colleague in; `role` is agent unless told otherwise.",
      body: .json(newSchema, isOptional: false), status: 201, answer: .named("Agent"), handle: add),
    Route(.get, "/api/v1/agents/{agent}", "One colleague.", answer: .named("Agent"), handle: show),
    Route(
      .patch, "/api/v1/agents/{agent}", "Changes a colleague's name, role or teams, or shuts the colleague out.",
      body: .json(changeSchema, isOptional: false), answer: .named("Agent"), handle: change),
  ]

  private static let newSchema = Schema.object(
    [
      "email": .email, "name": .line(max: Limits.nameBytes), "role": .choice(of: Role.self),
      "teams": .list(.line(max: Limits.nameBytes), max: 100),
    ], required: ["email", "name"])

  private static let changeSchema = Schema.object(
    [
      "name": .line(max: Limits.nameBytes), "role": .choice(of: Role.self), "active": .flag,
      "teams": .list(.line(max: Limits.nameBytes), max: 100),
    ], required: [])

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      var people = PeopleCache(tx)
      let agents = try tx.agents(page)
      try people.look(at: agents.items)
      return try Call.list(agents) { try AgentView.json($0, &people) }
    }
  }

  private static func show(_ call: Call) async throws -> Answer {
    let id: AgentID = try call.parameter("agent")
    return try await call.read { tx in
      guard let agent = try tx.agent(id) else { throw NotFound() }
      return try answer(agent, tx)
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let action = try call.body { fields throws(JSONProblems) in
      let email = fields.required("email", .email)
      let name = fields.required("name", .name)
      let role = fields.optional("role", .choice(of: Role.self)) ?? .agent
      let teams = fields.optional("teams", .teams) ?? []
      let (address, title) = try fields.finish(email, name)
      return AddAgent(email: address, name: title, role: role, teams: teams)
    }
    return try await call.write(action) { agent, tx in
      var people = PeopleCache(tx)
      return .created(try AgentView.json(agent, &people), at: "/api/v1/agents/\(agent.id)")
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: AgentID = try call.parameter("agent")
    let action = try call.body { fields throws(JSONProblems) in
      ChangeAgent(
        id, name: fields.optional("name", .name), role: fields.optional("role", .choice(of: Role.self)),
        isActive: fields.optional("active", .bool), teams: fields.optional("teams", .teams))
    }
    return try await call.write(action, answer)
  }

  @Sendable private static func answer(_ agent: Agent, _ tx: any DeskReader) throws -> Answer {
    var people = PeopleCache(tx)
    return .json(try AgentView.json(agent, &people))
  }
}

extension JSONShape<[String]> {
  fileprivate static var teams: JSONShape { .list(of: .name, max: 100) }
}
