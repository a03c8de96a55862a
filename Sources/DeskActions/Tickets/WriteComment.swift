import Federation
package import Storage
package import Ticketing

/// Adds a comment; it is internal unless told otherwise.
package struct WriteComment: Action {
  package let ticket: TicketID
  package let body: String
  package let format: Comment.Format
  package let audience: Audience
  /// Whether the agent writes down what the requester said.
  package let isRequesters: Bool
  /// The requester no longer wants the work: the holder is told, nothing is decided.
  package let asksToCancel: Bool

  package init(
    _ ticket: TicketID, body: String, format: Comment.Format = .markdown, audience: Audience = .internal,
    isRequesters: Bool = false, asksToCancel: Bool = false
  ) {
    self.ticket = ticket
    self.body = body
    self.format = format
    self.audience = audience
    self.isRequesters = isRequesters
    self.asksToCancel = asksToCancel
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Comment {
    var locked = try tx.existing(ticket)
    try locked.chained.requireNotMerged()
    let desk = locked.chained.desk.name
    if isRequesters, audience != .public {
      throw InvalidInput("/audience", "is public for what the requester said")
    }
    if asksToCancel, !isRequesters { throw InvalidInput("/asks_to_cancel", "is the requester's to say") }
    let comment = Comment(
      id: moment.newID(), ticket: ticket, event: moment.newID(), body: body, format: format, audience: audience,
      author: try isRequesters ? requester(of: locked.chained.ticket, at: desk, tx) : actor.author(at: desk),
      origin: .here, createdAt: moment.now)
    locked.chained.add(comment, asksToCancel: asksToCancel, .here(comment.author), &moment)
    try tx.save(locked, &moment)
    return comment
  }

  private func requester(of ticket: Ticket, at desk: String, _ tx: any DeskReader) throws -> Author {
    guard let id = ticket.requester, let requester = try tx.requester(id) else {
      throw InvalidInput("/author", "is the requester, and the ticket has none")
    }
    return Author(kind: .requester, name: requester.name, desk: desk, role: "requester", ref: requester.id.description)
  }
}
