package import Federation
package import Storage
package import Ticketing

extension SQLReader {
  package func handoff(_ id: HandoffID) throws -> Handoff? { try first(HandoffSQL.handoff, [.id(id)], Handoff.init) }

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
}
