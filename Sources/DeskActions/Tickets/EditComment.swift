import Federation
package import Storage
package import Ticketing

/// Replaces a comment's text, here and wherever the comment went.
package struct EditComment: Action {
  package let ticket: TicketID
  package let comment: CommentID
  package let body: String

  package init(_ comment: CommentID, on ticket: TicketID, body: String) {
    self.ticket = ticket
    self.comment = comment
    self.body = body
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Comment {
    var locked = try tx.existing(ticket)
    var comment = try tx.own(comment, on: ticket, actor)
    try locked.chained.requireNotMerged()
    try comment.edit(body: body, at: moment.now)
    let author = actor.author(at: locked.chained.desk.name)
    locked.chained.edit(comment, wentTo: try tx.crossings(of: comment.event), .here(author), &moment)
    try tx.save(locked, &moment)
    return comment
  }
}
