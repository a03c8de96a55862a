package import Federation
import Foundation
import Storage
package import StrictJSON
import Ticketing

package enum TicketView {
  static let schema = Schema.object([
    "id": .id, "number": .integer, "subject": .text, "description": .text, "type": .choice(of: TicketType.self),
    "priority": .choice(of: Priority.self), "impact": Schema.choice(of: Level.self).orNull,
    "urgency": Schema.choice(of: Level.self).orNull, "status": StatusView.briefSchema, "hold": holdSchema.orNull,
    "requester": RequesterView.briefSchema.orNull, "assignee": AgentView.briefSchema.orNull,
    "team": TeamView.briefSchema.orNull, "tags": .list(.text), "fields": .map(of: FieldView.valueSchema),
    "site": SiteView.schema.orNull, "resolution": resolutionSchema.orNull,
    "holder": .object(["here": .flag, "desk": .text]), "handoff_in": Schema.named("HandoffSummary").orNull,
    "handoff_out": Schema.named("HandoffSummary").orNull, "origin": .choice(of: Origin.self), "created_at": .time,
    "updated_at": .time, "version": .integer,
  ]).adding(FamilyView.properties)

  private static let holdSchema = Schema.object(["reason": .text.orNull, "until": .time.orNull])
  private static let resolutionSchema = Schema.object(["code": .choice(of: ResolutionCode.self), "text": .text])

  package static func json(
    _ chained: ChainedTicket, _ people: inout PeopleCache, _ names: ExternalNames = .none
  ) throws -> JSONValue {
    let ticket = chained.ticket
    let own: JSONObject = [
      "id": JSONValue(ticket.id), "number": JSONValue(ticket.number), "subject": JSONValue(ticket.subject),
      "description": JSONValue(ticket.description), "type": JSONValue(ticket.type.rawValue),
      "priority": JSONValue(ticket.priority.rawValue), "impact": JSONValue(ticket.impact?.rawValue),
      "urgency": JSONValue(ticket.urgency?.rawValue), "status": StatusView.brief(ticket.status),
      "hold": json(ticket.hold), "requester": try people.requester(ticket.requester),
      "assignee": try people.assignee(ticket.assignee), "team": try people.team(ticket.team),
      "tags": JSONValue(ticket.tags), "fields": json(ticket.fields), "site": SiteView.json(ticket.site),
      "resolution": json(ticket.resolution),
      "holder": ["here": JSONValue(chained.isHolder), "desk": JSONValue(chained.holder)],
      "handoff_in": HandoffSummary.json(chained.handoffIn, names),
      "handoff_out": HandoffSummary.json(chained.handoffOut, names),
      "origin": JSONValue(ticket.origin.rawValue), "created_at": JSONValue(ticket.createdAt),
      "updated_at": JSONValue(ticket.updatedAt), "version": JSONValue(ticket.version),
    ]
    return .object(JSONObject(own.members.map { ($0.key, $0.value) } + FamilyView.members(of: chained.family)))
  }

  private static func json(_ fields: [String: FieldValue]) -> JSONValue {
    .object(JSONObject(fields.sorted { $0.key < $1.key }.map { ($0.key, FieldView.json($0.value)) }))
  }

  private static func json(_ hold: Hold?) -> JSONValue {
    guard let hold else { return .null }
    return ["reason": JSONValue(hold.reason), "until": JSONValue(hold.until)]
  }

  private static func json(_ resolution: Resolution?) -> JSONValue {
    guard let resolution else { return .null }
    return ["code": JSONValue(resolution.code.rawValue), "text": JSONValue(resolution.text)]
  }
}
