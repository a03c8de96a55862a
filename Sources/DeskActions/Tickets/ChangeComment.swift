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
    try comment.edit(body: body, at: moment.now)
    let author = actor.author(at: locked.chained.desk.name)
    locked.chained.edit(comment, wentTo: try tx.crossings(of: comment.event), .here(author), &moment)
    try tx.save(locked, &moment)
    return comment
  }
}

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

extension DeskTransaction {
  fileprivate func own(_ id: CommentID, on ticket: TicketID, _ actor: Actor) throws -> Comment {
    guard let comment = try comment(id), comment.ticket == ticket else { throw NotFound() }
    guard comment.author.agent == actor.agent else {
      throw CommentRefusal.notYours(author: comment.author.name)
    }
    return comment
  }
}
