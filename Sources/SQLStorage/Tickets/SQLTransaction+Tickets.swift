package import Federation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func nextTicketNumber() throws -> Int { try next(.tickets) }

  package func lock(_ id: TicketID) throws -> LockedTicket? {
    let statuses = try statuses()
    guard let ticket = try first(TicketSQL.lock, [.id(id)], { try Ticket(&$0, statuses: statuses) }),
      let desk = try desk()
    else { return nil }
    ticketNumbers[id] = ticket.number
    let legs = try handoffs(of: id).map { handoff in
      guard let partnership = try partnership(handoff.partnership) else {
        throw StorageError.corrupt("a handoff goes over no partnership")
      }
      return Leg(handoff: handoff, partnership: partnership)
    }
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
    tellAfterCommit(.ticket(ticket.id))
    try addTags(of: ticket)
    try index(part: 0, of: ticket.id, old: "", new: ticket.searchedText)
  }

  package func update(_ ticket: Ticket) throws {
    let tagValue = ticket.tagValue
    let before = try first(TicketSQL.indexed, [.id(ticket.id)]) {
      (
        number: $0.count(), text: Ticket.searchedText(subject: $0.text(), description: $0.text()),
        tags: SQLValue.text($0.maybeText())
      )
    }
    guard let before else { throw StorageError.constraint("tickets") }
    try execute(
      TicketSQL.update,
      [.id(ticket.id)] + ticket.changingValues + [.date(ticket.updatedAt), .count(ticket.version)])
    tellAfterCommit(.ticket(ticket.id))
    ticketNumbers[ticket.id] = before.number
    if before.tags != tagValue {
      try execute(TicketSQL.removeTags, [.id(ticket.id)])
      try addTags(of: ticket)
    }
    try index(part: 0, of: ticket.id, old: before.text, new: ticket.searchedText)
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
