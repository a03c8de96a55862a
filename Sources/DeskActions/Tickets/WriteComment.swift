package import Federation
import Foundation
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
    let comment = try comment(by: actor, on: locked.chained, tx, &moment)
    locked.chained.add(comment, asksToCancel: asksToCancel, .here(comment.author), &moment)
    try tx.save(locked, typedBy: actor.agent, &moment)
    return comment
  }

  /// What would be written, and what each neighbour would get of it; nothing is kept.
  package func preview(
    by actor: Actor, in tx: any DeskReader, _ moment: inout Moment
  ) throws -> (comment: Comment, copies: [(leg: Leg, copy: CommentCopy)]) {
    guard let existing = try tx.ticket(ticket) else { throw NotFound() }
    let chained = try tx.chained(existing, at: try tx.existingDesk())
    let comment = try comment(by: actor, on: chained, tx, &moment)
    return (comment, chained.copies(of: comment, asksToCancel: asksToCancel, .here(comment.author)))
  }

  private func comment(
    by actor: Actor, on chained: ChainedTicket, _ tx: any DeskReader, _ moment: inout Moment
  ) throws -> Comment {
    try chained.requireNotMerged()
    if isRequesters, audience != .public {
      throw InvalidInput("/audience", "is public for what the requester said")
    }
    if asksToCancel, !isRequesters { throw InvalidInput("/asks_to_cancel", "is the requester's to say") }
    let desk = chained.desk.name
    return Comment(
      id: moment.newID(), ticket: ticket, event: moment.newID(), body: body, format: format, audience: audience,
      author: try isRequesters ? requester(of: chained.ticket, at: desk, tx) : actor.author(at: desk),
      origin: .here, createdAt: try time(moment.now, tx))
  }

  /// After what was said before, whatever the clock says: it may stand still, or have been put back.
  private func time(_ now: Date, _ tx: any DeskReader) throws -> Date {
    let newest = try tx.comments(on: ticket, before: nil, limit: 1).items.last
    return max(now, newest?.createdAt.addingTimeInterval(0.001) ?? now)
  }

  private func requester(of ticket: Ticket, at desk: String, _ tx: any DeskReader) throws -> Author {
    guard let id = ticket.requester, let requester = try tx.requester(id) else {
      throw InvalidInput("/author", "is the requester, and the ticket has none")
    }
    return Author(kind: .requester, name: requester.name, desk: desk, role: "requester", ref: requester.id.description)
  }
}
