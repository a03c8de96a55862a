package import Federation
package import Ticketing

extension DeskReader {
  /// A ticket with its handoffs, to be looked at: without a lock, so that nothing of it can be saved.
  package func chained(_ ticket: Ticket, at desk: Desk) throws -> ChainedTicket {
    try chained([ticket], at: desk, handoffs: try handoffs(of: ticket.id))[0]
  }

  /// The same for a page of a list: what the tickets lead to is read at once for all of them.
  package func chained(_ tickets: [Ticket], at desk: Desk) throws -> [ChainedTicket] {
    try chained(tickets, at: desk, handoffs: try handoffs(of: Set(tickets.map(\.id))))
  }

  private func chained(_ tickets: [Ticket], at desk: Desk, handoffs: [Handoff]) throws -> [ChainedTicket] {
    let partnerships = try partnerships(Set(handoffs.map(\.partnership)))
    let known = Dictionary(partnerships.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let legs = try handoffs.map { handoff in
      guard let partnership = known[handoff.partnership] else {
        throw StorageError.corrupt("handoff \(handoff.id) goes over a partnership that is not there")
      }
      return Leg(handoff: handoff, partnership: partnership)
    }
    let ofTicket = Dictionary(grouping: legs, by: \.handoff.ticket)
    let families = try families(of: tickets)
    return tickets.map {
      ChainedTicket(desk: desk, ticket: $0, legs: ofTicket[$0.id] ?? [], family: families[$0.id] ?? Family())
    }
  }
}
