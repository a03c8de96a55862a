import Federation
import Foundation
import Storage
import Ticketing

extension TimelineEntry {
  init(_ columns: inout Columns) throws {
    self.init(
      seq: columns.count(),
      event: Event(
        id: try columns.id(), at: columns.date(), kind: try columns.word(), actor: try Author(&columns),
        origin: try columns.word(), handoff: try columns.maybeID(),
        facts: EventFacts(
          from: columns.maybeText(), to: columns.maybeText(), text: columns.maybeText(), until: columns.maybeDate(),
          partner: columns.maybeText(), comment: try columns.maybeID(), attachment: try columns.maybeID(),
          audience: try columns.maybeWord(), message: try columns.maybeWord(), changes: try columns.maybeJSON(),
          ticket: try TicketReference(maybe: &columns))))
  }
}

extension Event {
  var values: [SQLValue] {
    get throws {
      [.id(id), .date(at), .word(kind)] + actor.values + [
        .word(origin), .id(handoff), .text(facts.from), .text(facts.to), .text(facts.text), .date(facts.until),
        .text(facts.partner), .id(facts.comment), .id(facts.attachment), .word(facts.audience), .word(facts.message),
        try .json(maybe: facts.changes), .id(facts.ticket?.id), .count(facts.ticket?.number),
      ]
    }
  }
}

extension TicketReference {
  fileprivate init?(maybe columns: inout Columns) throws {
    let (id, number) = (try columns.maybeID(Ticket.self), columns.maybeCount())
    guard let id, let number else { return nil }
    self.init(id: id, number: number)
  }
}

/// The six columns in which every table keeps an author.
extension Author {
  init(_ columns: inout Columns) throws {
    self.init(
      kind: try columns.word(), name: columns.text(), desk: columns.text(), agent: try columns.maybeID(),
      role: columns.maybeText(), ref: columns.maybeText())
  }

  var values: [SQLValue] {
    [.word(kind), .text(name), .text(desk), .id(agent), .text(role), .text(ref)]
  }
}
