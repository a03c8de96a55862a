package import StrictJSON
package import Ticketing

package enum TeamView {
  static let schema = Schema.object(["id": .id, "name": .text, "created_at": .time])

  package static func json(_ team: Team) -> JSONValue {
    ["id": JSONValue(team.id), "name": JSONValue(team.name), "created_at": JSONValue(team.createdAt)]
  }

  static let briefSchema = Schema.object(["id": .id, "name": .text])

  static func brief(_ team: Team) -> JSONValue { ["id": JSONValue(team.id), "name": JSONValue(team.name)] }
}
