package import Ticketing

/// A desk as the search index knows it.
package struct SearchedDesk: Sendable, Hashable {
  package let tenant: TenantID
  /// Counts the hub's desks from 1: short, where an index repeats it.
  package let ordinal: Int

  package init(tenant: TenantID, ordinal: Int) {
    self.tenant = tenant
    self.ordinal = ordinal
  }

  /// Four letters, the same number for every desk, so that no code is another's beginning. Each word stands in the index
  /// behind its desk's, so that a search walks over its own desk's words only, however large a neighbour is.
  package var code: String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz012345".utf8)
    return String(decoding: [15, 10, 5, 0].map { letters[(ordinal >> $0) & 31] }, as: UTF8.self)
  }
}

/// A text of a ticket that became another: part 0 is the ticket's own, part n its n-th comment.
package struct SearchChange: Sendable, Equatable {
  package let desk: SearchedDesk
  package let ticket: TicketID
  package let ticketNumber: Int
  package let part: Int
  /// What is in the index now; empty where nothing is.
  package let old: String
  package let new: String

  package init(desk: SearchedDesk, ticket: TicketID, ticketNumber: Int, part: Int, old: String, new: String) {
    self.desk = desk
    self.ticket = ticket
    self.ticketNumber = ticketNumber
    self.part = part
    self.old = old
    self.new = new
  }
}
