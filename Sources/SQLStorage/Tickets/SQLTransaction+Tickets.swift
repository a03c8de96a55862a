package import Federation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func nextTicketNumber() throws -> Int { try next(.tickets) }

  package func lock(_ id: TicketID) throws -> LockedTicket? {
    guard let ticket = try locked(id), let desk = try desk() else { return nil }
    ticketNumbers[id] = ticket.number
    let legs = try handoffs(of: id).map { handoff in
      readHandoffs[handoff.id] = handoff
      guard let partnership = try partnership(handoff.partnership) else {
        throw StorageError.corrupt("a handoff goes over no partnership")
      }
      return Leg(handoff: handoff, partnership: partnership)
    }
    ticketsWithHandoffs.insert(id)
    let family = try families(of: [ticket])[id] ?? Family()
    return LockedTicket(locked: ChainedTicket(desk: desk, ticket: ticket, legs: legs, family: family))
  }

  package func insert(_ ticket: Ticket) throws {
    try execute(
      TicketSQL.insert,
      [.id(ticket.id), .count(ticket.number)] + ticket.changingValues + [
        .word(ticket.origin), .date(ticket.createdAt), .date(ticket.updatedAt), .count(ticket.version),
        .id(ticket.ties.source),
      ])
    ticketNumbers[ticket.id] = ticket.number
    ticketsWithHandoffs.insert(ticket.id)
    tellAfterCommit(.ticket(ticket.id))
    try addTags(of: ticket)
    try index(part: 0, of: ticket.id, old: "", new: ticket.searchedText)
  }

  package func update(_ ticket: Ticket) throws {
    guard let before = try readTickets[ticket.id] ?? locked(ticket.id) else { throw StorageError.constraint("tickets") }
    try write(ticket, over: before)
    readTickets[ticket.id] = ticket
    tellAfterCommit(.ticket(ticket.id))
    ticketNumbers[ticket.id] = before.number
    if before.tags != ticket.tags {
      try execute(TicketSQL.removeTags, [.id(ticket.id)])
      try addTags(of: ticket)
    }
    try index(part: 0, of: ticket.id, old: before.searchedText, new: ticket.searchedText)
  }

  /// Writes no more than what changed.
  private func write(_ ticket: Ticket, over before: Ticket) throws {
    let (old, new) = (try before.changingValues, try ticket.changingValues)
    let touch: [SQLValue] = [.date(ticket.updatedAt), .count(ticket.version)]
    func set(_ places: [Int], by statement: Statement) throws {
      try execute(statement, [.id(ticket.id)] + places.map { new[$0] } + touch)
    }
    if !new.hasSameBytes(as: old, in: TicketSQL.indexed) {
      try set(Array(new.indices), by: TicketSQL.update)
    } else if !new.hasSameBytes(as: old, in: TicketSQL.status) {
      try set(TicketSQL.unindexedAndStatus, by: TicketSQL.updateStatus)
    } else if !new.hasSameBytes(as: old, in: TicketSQL.unindexed) {
      try set(TicketSQL.unindexed, by: TicketSQL.updateUnindexed)
    } else {
      try set([], by: TicketSQL.touch)
    }
  }

  /// The ticket's row, which nobody else changes until the transaction ends.
  private func locked(_ id: TicketID) throws -> Ticket? {
    let statuses = try statuses()
    let ticket = try first(TicketSQL.lock, [.id(id)]) { try Ticket(&$0, statuses: statuses) }
    readTickets[id] = ticket
    return ticket
  }

  package func append(_ event: Event, to ticket: TicketID) throws {
    try execute(TimelineSQL.append, [.id(ticket)] + event.values)
    tellAfterCommit(.ticket(ticket))
  }

  private func addTags(of ticket: Ticket) throws {
    for tag in ticket.tags { try execute(TicketSQL.addTag, [.text(tag), .id(ticket.id)]) }
  }

  /// Tells the search of a text that changed.
  func index(part: Int, of ticket: TicketID, old: String, new: String) throws {
    guard old != new else { return }
    indexAfterwards(
      SearchChange(
        desk: try searchedDesk(), ticket: ticket, ticketNumber: try number(of: ticket), part: part, old: old,
        new: new))
  }

  private func number(of ticket: TicketID) throws -> Int {
    if let known = ticketNumbers[ticket] { return known }
    guard let number = try first(TicketSQL.number, [.id(ticket)], { $0.count() }) else {
      throw StorageError.constraint("tickets")
    }
    ticketNumbers[ticket] = number
    return number
  }
}
