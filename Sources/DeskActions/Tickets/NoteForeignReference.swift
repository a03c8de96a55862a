import Federation
package import Storage
package import Ticketing

/// Writes down that somebody named a comment which is not on the ticket: the refusal itself says no more than for one that
/// is nowhere, and keeps nothing.
package struct NoteForeignReference: Action {
  package let ticket: TicketID
  package let comments: [CommentID]

  package init(on ticket: TicketID, comments: [CommentID]) {
    self.ticket = ticket
    self.comments = comments
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard try tx.ticket(ticket) != nil else { return }
    let foreign = try comments.filter { try tx.comment($0)?.ticket != ticket }
    guard let first = foreign.first else { return }
    try tx.audit(
      "reference.refuse", ticket, .comment(first), .count(foreign.count), by: actor, moment)
  }
}
