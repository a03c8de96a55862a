package import Federation
package import Storage
package import Ticketing

extension SQLReader {
  package func handoff(_ id: HandoffID) throws -> Handoff? {
    if let known = readHandoffs[id] { return known }
    if absentHandoffs.contains(id) { return nil }
    let handoff = try first(HandoffSQL.handoff, [.id(id)], Handoff.init)
    if let handoff { readHandoffs[id] = handoff } else { absentHandoffs.insert(id) }
    return handoff
  }

  package func handoffs(of ticket: TicketID) throws -> [Handoff] {
    try rows(HandoffSQL.ofTicket, [.id(ticket)], Handoff.init)
  }

  package func handoffs(of tickets: Set<TicketID>) throws -> [Handoff] {
    try rows(HandoffSQL.ofTickets, of: tickets, Handoff.init)
  }

  package func handoffs(_ query: HandoffQuery, _ page: PageRequest) throws -> Page<Handoff> {
    let list = HandoffList.query(query, page)
    let handoffs = try rows(list.statement, list.values, Handoff.init)
    return Page(oneMoreThan: page.limit, handoffs) { PagePosition(id: $0.id.uuid) }
  }

  package func handoffLines(_ query: HandoffLineQuery, _ page: PageRequest) throws -> Page<HandoffLine> {
    let list = HandoffLineList.query(query, page)
    let statuses = try statuses()
    let lines = try rows(list.statement, list.values) { columns in
      HandoffLine(
        handoff: try Handoff(&columns), ticket: try Ticket(&columns, statuses: statuses), partner: columns.text())
    }
    return Page(oneMoreThan: page.limit, lines) { HandoffLineList.position(of: $0.handoff, in: query.order) }
  }

  package func openHandoffs(over partnership: PartnershipID) throws -> [Handoff] {
    try rows(HandoffSQL.open, [.id(partnership)], Handoff.init)
  }

  package func openHandoffTickets(over partnership: PartnershipID) throws -> [OpenHandoffTicket] {
    try rows(HandoffSQL.openTickets, [.id(partnership)]) {
      OpenHandoffTicket(try Handoff(&$0), number: $0.count(), subject: $0.text())
    }
  }

  package func openHandoffCounts() throws -> [PartnershipID: OpenHandoffs] {
    var counts: [PartnershipID: OpenHandoffs] = [:]
    let rows = try rows(HandoffSQL.openCounts) { (try $0.id(Partnership.self), try $0.word(Side.self), $0.count()) }
    for (partnership, side, count) in rows {
      switch side {
      case .delegator: counts[partnership, default: OpenHandoffs()].out = count
      case .delegate: counts[partnership, default: OpenHandoffs()].in = count
      }
    }
    return counts
  }
}
