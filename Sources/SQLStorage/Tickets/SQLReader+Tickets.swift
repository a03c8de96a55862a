import Federation
package import Storage
package import Ticketing

extension SQLReader {
  package func ticket(_ id: TicketID) throws -> Ticket? {
    if let known = readTickets[id] { return known }
    let statuses = try statuses()
    return try first(TicketSQL.ticket, [.id(id)]) { try Ticket(&$0, statuses: statuses) }
  }

  package func ticket(number: Int) throws -> Ticket? {
    let statuses = try statuses()
    return try first(TicketSQL.ticketByNumber, [.count(number)]) { try Ticket(&$0, statuses: statuses) }
  }

  package func tickets(_ query: TicketQuery, _ page: PageRequest) throws -> Page<Ticket> {
    guard let found = try conditions(matching: query.text) else { return Page(items: [], next: nil) }
    let statuses = try statuses()
    let list = TicketList.query(query, page, found: found, statuses)
    let tickets = try rows(list.statement, list.values) { try Ticket(&$0, statuses: statuses) }
    return Page(oneMoreThan: page.limit, tickets, position: query.sort.position)
  }

  package func tickets(_ ids: Set<TicketID>) throws -> [Ticket] {
    let statuses = try statuses()
    return try rows(TicketSQL.some, of: ids) { try Ticket(&$0, statuses: statuses) }
  }

  /// Nil where what was typed holds no word, so that nothing can match.
  private func conditions(matching text: String?) throws -> [SearchCondition]? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return [] }
    let words = SearchWord.words(in: text)
    guard !words.isEmpty, try knownTenant() != nil else { return nil }
    return environment.dialect.conditions(matching: words, on: try searchedDesk())
  }

  package func timeline(of ticket: TicketID, afterSeq: Int, limit: Int) throws -> [TimelineEntry] {
    try rows(TimelineSQL.timeline, [.id(ticket), .count(afterSeq), .count(limit)]) { try TimelineEntry(&$0) }
  }

  package func timeline(of ticket: TicketID, beforeSeq: Int?, limit: Int) throws -> [TimelineEntry] {
    try rows(TimelineSQL.last, [.id(ticket), .count(beforeSeq ?? Int(Int32.max)), .count(limit)]) {
      try TimelineEntry(&$0)
    }
    .reversed()
  }
}
