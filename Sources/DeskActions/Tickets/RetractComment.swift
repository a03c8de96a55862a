import Federation
package import Storage
package import Ticketing

/// Takes a comment back, here and wherever it went.
package struct RetractComment: Action {
  package let ticket: TicketID
  package let comment: CommentID

  package init(_ comment: CommentID, on ticket: TicketID) {
    self.ticket = ticket
    self.comment = comment
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Comment {
    var locked = try tx.existing(ticket)
    var comment = try tx.own(comment, on: ticket, actor)
    guard !comment.isRetracted else { return comment }
    comment.retract(at: moment.now)
    let author = actor.author(at: locked.chained.desk.name)
    locked.chained.retract(comment, wentTo: try tx.crossings(of: comment.event), .here(author), &moment)
    try tx.save(locked, &moment)
    return comment
  }
}
