import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func ticket(_ id: TicketID) -> Ticket? { tables.tickets[id] }

  package func ticket(number: Int) -> Ticket? { tables.numbers[key: number].flatMap { tables.tickets[$0] } }

  package func tickets(_ ids: Set<TicketID>) -> [Ticket] { tables.tickets.rows.filter { ids.contains($0.id) } }

  package func timeline(of ticket: TicketID, afterSeq: Int, limit: Int) -> [TimelineEntry] {
    guard afterSeq < .max else { return [] }
    return tables.timeline.rows(TimelinePlace.range(of: ticket, afterSeq + 1)).prefix(limit)
  }

  package func timeline(of ticket: TicketID, beforeSeq: Int?, limit: Int) -> [TimelineEntry] {
    let end = beforeSeq.map { $0 - 1 } ?? .max
    guard end > 0 else { return [] }
    return tables.timeline.rows(TimelinePlace.range(of: ticket, through: end)).last(limit).reversed()
  }
}
