import Federation
import StrictJSON
import Ticketing

/// A handoff as a ticket shows it; the whole of it is at its own address.
enum HandoffSummary {
  static let schema = Schema.object([
    "id": .id, "state": .choice(of: HandoffState.self), "direction": .choice(of: HandoffDirection.self),
    "partnership": .id,
    "partner": .text, "partner_number": .integer.orNull, "external": ExternalNames.schema.orNull, "turn": .integer,
    "eta": .time.orNull,
    "respond_by": .time.orNull, "resolve_by": .time.orNull, "since": .time,
  ])

  package static func json(_ leg: Leg?, _ names: ExternalNames = .none) -> JSONValue {
    guard let leg else { return .null }
    let handoff = leg.handoff
    return [
      "id": JSONValue(handoff.id), "state": JSONValue(handoff.state.rawValue),
      "direction": JSONValue(HandoffDirection(handoff.side).rawValue), "partnership": JSONValue(handoff.partnership),
      "partner": JSONValue(leg.partnership.partnerName), "partner_number": JSONValue(names.partnerNumber(handoff)),
      "external": names.json(handoff.id),
      "turn": JSONValue(handoff.turn.number), "eta": JSONValue(handoff.eta),
      "respond_by": JSONValue(handoff.respondBy), "resolve_by": JSONValue(handoff.resolveBy),
      "since": JSONValue(handoff.since),
    ]
  }
}
