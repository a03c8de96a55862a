import Federation
package import Storage
package import Ticketing

/// Lets the requester read a partner's public words.
package struct ReleaseComment: Action {
  package let ticket: TicketID
  package let comment: CommentID

  package init(_ comment: CommentID, on ticket: TicketID) {
    self.ticket = ticket
    self.comment = comment
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Comment {
    try actor.require(.agent)
    var locked = try tx.existing(ticket)
    guard var comment = try tx.comment(comment), comment.ticket == ticket else { throw NotFound() }
    try comment.release()
    locked.chained.release(comment, .here(actor.author(at: locked.chained.desk.name)), &moment)
    try tx.save(locked, &moment)
    return comment
  }
}
