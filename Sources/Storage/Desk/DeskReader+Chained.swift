package import Federation
package import Ticketing

extension DeskReader {
  /// A ticket with its handoffs, to be looked at: without a lock, so that nothing of it can be saved.
  package func chained(_ ticket: Ticket, at desk: Desk) throws -> ChainedTicket {
    var known: [PartnershipID: Partnership] = [:]
    return try chained(ticket, at: desk, try families(of: [ticket]), &known)
  }

  /// The same for a page of a list; each partnership is read once, and what tickets are tied to for all of them at once.
  package func chained(_ tickets: [Ticket], at desk: Desk) throws -> [ChainedTicket] {
    var known: [PartnershipID: Partnership] = [:]
    let families = try families(of: tickets)
    return try tickets.map { try chained($0, at: desk, families, &known) }
  }

  private func chained(
    _ ticket: Ticket, at desk: Desk, _ families: [TicketID: Family], _ known: inout [PartnershipID: Partnership]
  ) throws -> ChainedTicket {
    let legs = try handoffs(of: ticket.id).map { handoff in
      guard let partnership = try known[handoff.partnership] ?? partnership(handoff.partnership) else {
        throw StorageError.corrupt("handoff \(handoff.id) goes over a partnership that is not there")
      }
      known[partnership.id] = partnership
      return Leg(handoff: handoff, partnership: partnership)
    }
    return ChainedTicket(desk: desk, ticket: ticket, legs: legs, family: families[ticket.id] ?? Family())
  }
}
