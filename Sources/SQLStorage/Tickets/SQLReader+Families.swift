package import Federation
import Storage
package import Ticketing

extension SQLReader {
  package func families(of tickets: [Ticket]) throws -> [TicketID: Family] {
    var children: [TicketID: [Family.Child]] = [:]
    var merged: [TicketID: [Int]] = [:]
    for ids in Self.portions(of: tickets.map(\.id)) {
      let one = tickets.count == 1
      for (parent, child) in try self.children(of: ids, one ? FamilySQL.childrenOfOne : FamilySQL.childrenOfMany) {
        children[parent, default: []].append(child)
      }
      let into = try rows(one ? FamilySQL.mergedIntoOne : FamilySQL.mergedIntoMany, Self.places(ids, one: one)) {
        (survivor: try $0.id(Ticket.self), number: $0.count())
      }
      for (survivor, number) in into { merged[survivor, default: []].append(number) }
    }
    let named = try references(to: tickets.flatMap(\.ties.named))
    let families = tickets.map { ticket in
      let ties = ticket.ties
      return (
        ticket.id,
        Family(
          survivor: ties.survivor.flatMap { named[$0] }, source: ties.source.flatMap { named[$0] },
          parent: ties.parent.flatMap { named[$0] }, merged: (merged[ticket.id] ?? []).sorted(),
          children: (children[ticket.id] ?? []).sorted { $0.ticket.number < $1.ticket.number })
      )
    }
    return Dictionary(families) { first, _ in first }
  }

  private func children(of ids: [TicketID], _ statement: Statement) throws -> [(TicketID, Family.Child)] {
    let statuses = try statuses()
    var partners: [PartnershipID: String] = [:]
    let found = try rows(statement, Self.places(ids, one: statement == FamilySQL.childrenOfOne)) {
      (
        parent: try $0.id(Ticket.self), ticket: TicketReference(id: try $0.id(), number: $0.count()),
        subject: $0.text(), status: try Ticket.status(try $0.id(), statuses),
        partnership: try $0.maybeID(Partnership.self)
      )
    }
    return try found.map { row in
      if let id = row.partnership, partners[id] == nil { partners[id] = try partnership(id)?.partnerName }
      let child = Family.Child(
        ticket: row.ticket, subject: row.subject, status: row.status,
        partner: row.partnership.flatMap { partners[$0] })
      return (row.parent, child)
    }
  }

  private func references(to ids: [TicketID]) throws -> [TicketID: TicketReference] {
    var references: [TicketID: TicketReference] = [:]
    for portion in Self.portions(of: ids) {
      let found = try rows(FamilySQL.numbers, Self.places(portion, one: false)) {
        TicketReference(id: try $0.id(), number: $0.count())
      }
      for reference in found { references[reference.id] = reference }
    }
    return references
  }

  private static func portions(of ids: [TicketID]) -> [[TicketID]] {
    stride(from: 0, to: ids.count, by: FamilySQL.many).map { Array(ids[$0..<min($0 + FamilySQL.many, ids.count)]) }
  }

  /// One text serves for any number of tickets: the places that are left over name the last one again.
  private static func places(_ ids: [TicketID], one: Bool) -> [SQLValue] {
    guard let last = ids.last, !one else { return ids.map { .id($0) } }
    return (ids + Array(repeating: last, count: FamilySQL.many - ids.count)).map { .id($0) }
  }
}
