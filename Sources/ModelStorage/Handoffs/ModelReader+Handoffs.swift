package import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func handoff(_ id: HandoffID) -> Handoff? { tables.handoffs[id] }

  package func handoffs(of ticket: TicketID) -> [Handoff] {
    Handoff.oldestFirst(tables.handoffs.rows.filter { $0.ticket == ticket })
  }

  package func handoffs(of tickets: Set<TicketID>) -> [Handoff] {
    Handoff.oldestFirst(tables.handoffs.rows.filter { tickets.contains($0.ticket) })
  }

  package func handoffs(_ query: HandoffQuery, _ page: PageRequest) -> Page<Handoff> {
    let wanted = tables.handoffs.rows.filter { handoff in
      (query.side.map { handoff.side == $0 } ?? true) && (query.state.map { handoff.state == $0 } ?? true)
        && (query.partnership.map { handoff.partnership == $0 } ?? true)
    }
    return Page.ordered(wanted, after: page.after, limit: page.limit) { ListPlace(key: 0, id: $0.id) }
  }

  package func handoffLines(_ query: HandoffLineQuery, _ page: PageRequest) -> Page<HandoffLine> {
    let wanted = tables.handoffs.rows.filter { $0.side == query.side && query.states.contains($0.state) }
    let lines = wanted.compactMap { handoff -> HandoffLine? in
      guard let ticket = ticket(handoff.ticket), let partnership = partnership(handoff.partnership) else { return nil }
      return HandoffLine(handoff: handoff, ticket: ticket, partner: partnership.partnerName)
    }
    return Page.ordered(lines, after: page.after, limit: page.limit, isDescending: query.order == .latest) {
      ListPlace(key: query.order.key(of: $0.handoff), id: $0.handoff.id)
    }
  }

  package func openHandoffs(over partnership: PartnershipID) -> [Handoff] {
    tables.handoffs.rows.filter { $0.partnership == partnership && $0.state.isOpen }
  }

  package func openHandoffTickets(over partnership: PartnershipID) -> [OpenHandoffTicket] {
    openHandoffs(over: partnership).compactMap { handoff in
      ticket(handoff.ticket).map { OpenHandoffTicket(handoff, number: $0.number, subject: $0.subject) }
    }
  }

  package func openHandoffCounts() -> [PartnershipID: OpenHandoffs] {
    var counts: [PartnershipID: OpenHandoffs] = [:]
    tables.handoffs.rows.forEach { handoff in
      guard handoff.state.isOpen else { return }
      switch handoff.side {
      case .delegator: counts[handoff.partnership, default: OpenHandoffs()].out += 1
      case .delegate: counts[handoff.partnership, default: OpenHandoffs()].in += 1
      }
    }
    return counts
  }
}

extension Handoff {
  fileprivate static func oldestFirst(_ handoffs: [Handoff]) -> [Handoff] {
    guard handoffs.count > 1 else { return handoffs }
    return handoffs.map { (place: ListPlace(key: $0.offeredAt.milliseconds, id: $0.id), handoff: $0) }
      .sorted { $0.place < $1.place }.map(\.handoff)
  }
}

extension HandoffLineQuery.Order {
  fileprivate func key(of handoff: Handoff) -> Int64 {
    switch self {
    case .answerBy: handoff.respondBy?.milliseconds ?? .max
    case .latest: handoff.since.milliseconds
    }
  }
}
