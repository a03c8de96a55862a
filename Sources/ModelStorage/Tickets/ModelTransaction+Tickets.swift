package import Federation
package import Storage
package import Ticketing

extension ModelTransaction {
  package func nextTicketNumber() throws -> Int {
    guard deskRecord() != nil else { throw StorageError.constraint("counters") }
    return tables.settings.change {
      $0.tickets += 1
      return $0.tickets
    }
  }

  /// There is one transaction at a time, which holds every lock.
  package func lock(_ id: TicketID) throws -> LockedTicket? {
    guard let ticket = ticket(id), let desk = desk() else { return nil }
    let legs = try handoffs(of: id).map { handoff in
      guard let partnership = partnership(handoff.partnership) else {
        throw StorageError.corrupt("a handoff goes over no partnership")
      }
      return Leg(handoff: handoff, partnership: partnership)
    }
    return LockedTicket(
      locked: ChainedTicket(desk: desk, ticket: ticket, legs: legs, family: family(of: ticket)))
  }

  package func insert(_ ticket: Ticket) throws {
    try refuse("tickets.id", where: tables.tickets[ticket.id] != nil)
    try refuse("tickets.number", where: tables.numbers[key: ticket.number] != nil)
    try requireAll(of: ticket)
    tables.tickets[ticket.id] = ticket
    tables.numbers[key: ticket.number] = ticket.id
    tellAfterCommit(.ticket(ticket.id))
  }

  package func update(_ ticket: Ticket) throws {
    try require(tables.tickets[ticket.id] != nil, "ticket")
    try requireAll(of: ticket)
    tables.tickets[ticket.id] = ticket
    tellAfterCommit(.ticket(ticket.id))
  }

  package func append(_ event: Event, to ticket: TicketID) throws {
    try require(tables.tickets[ticket] != nil, "ticket")
    let seq = (tables.timeline.rows(TimelinePlace.range(of: ticket)).last?.seq ?? 0) + 1
    tables.timeline[key: TimelinePlace(ticket: Rank(ticket), seq: seq)] = TimelineEntry(seq: seq, event: event)
    tellAfterCommit(.ticket(ticket))
  }

  private func requireAll(of ticket: Ticket) throws {
    try require(statuses()[ticket.status.id] != nil, "status")
    if let requester = ticket.requester { try require(self.requester(requester) != nil, "requester") }
    if let assignee = ticket.assignee { try require(agent(assignee) != nil, "agent") }
    if let team = ticket.team { try require(self.team(team) != nil, "team") }
  }
}
