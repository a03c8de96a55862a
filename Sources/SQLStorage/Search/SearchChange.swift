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
