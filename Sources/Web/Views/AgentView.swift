package import StrictJSON
package import Ticketing

package enum AgentView {
  static let schema = Schema.object([
    "id": .id, "name": .text, "email": .text, "role": .choice(of: Role.self), "teams": .list(TeamView.briefSchema),
    "active": .flag, "created_at": .time,
  ])

  package static func json(_ agent: Agent, _ people: inout PeopleCache) throws -> JSONValue {
    [
      "id": JSONValue(agent.id), "name": JSONValue(agent.name), "email": JSONValue(agent.email.text),
      "role": JSONValue(agent.role.rawValue), "teams": .array(try agent.teams.map { try people.team($0) }),
      "active": JSONValue(agent.isActive), "created_at": JSONValue(agent.createdAt),
    ]
  }

  static let briefSchema = Schema.object(["id": .id, "name": .text, "email": .text])

  static func brief(_ agent: Agent) -> JSONValue {
    ["id": JSONValue(agent.id), "name": JSONValue(agent.name), "email": JSONValue(agent.email.text)]
  }
}
