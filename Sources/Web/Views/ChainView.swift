package import Federation
import Foundation
package import StrictJSON
import Ticketing

/// What this desk may see of a ticket's chain, the first desk first.
package enum ChainView {
  static let schema = Schema.object([
    "hops": .list(
      .object([
        "desk": .text, "holder": .flag, "handoff": Schema.named("HandoffSummary").orNull,
        "category": Schema.choice(of: StatusCategory.self).orNull, "label": .text.orNull, "since": .time.orNull,
      ]))
  ])

  /// A hop's handoff is the one by which that desk received the ticket; a desk knows its own and that of the next desk.
  package static func json(_ chained: ChainedTicket, _ names: ExternalNames = .none) -> JSONValue {
    let (above, below) = chained.chain
    let received = chained.handoffIn.map(\.handoff)
    let own = ChainHop(
      desk: chained.desk.name, isHolder: chained.isHolder, category: chained.ticket.status.category,
      label: chained.ticket.status.name, since: received?.since ?? chained.ticket.createdAt)
    let hops =
      above.map { json($0, nil, names) } + [json(own, chained.handoffIn, names)]
      + below.enumerated().map { json($1, $0 == 0 ? chained.handoffOut : nil, names) }
    return ["hops": .array(hops)]
  }

  private static func json(_ hop: ChainHop, _ leg: Leg?, _ names: ExternalNames) -> JSONValue {
    [
      "desk": JSONValue(hop.desk), "holder": JSONValue(hop.isHolder), "handoff": HandoffSummary.json(leg, names),
      "category": JSONValue(hop.category?.rawValue), "label": JSONValue(hop.label), "since": JSONValue(hop.since),
    ]
  }
}
