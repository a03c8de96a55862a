import Foundation

/// What was said on a ticket that is merged away, as the survivor keeps it: with its author and its time, and marked.
///
/// Whoever it was for before, the copy is internal, and there is no way to one that is not: so nothing crosses by merging.
package struct MergedComment: Sendable, Equatable {
  package let comment: Comment

  /// Nil for a comment that was retracted.
  package init?(_ original: Comment, of number: Int, to survivor: TicketID, _ moment: inout Moment) {
    guard !original.isRetracted else { return nil }
    comment = Comment(
      id: moment.newID(), ticket: survivor, event: moment.newID(), body: original.body, format: original.format,
      audience: .internal, author: original.author, origin: original.origin, createdAt: original.createdAt,
      editedAt: original.editedAt, mergedFrom: original.mergedFrom ?? number)
  }

  /// The ticket's own words; nil where there are none.
  ///
  /// - Parameter author: who opened the ticket.
  package init?(describing ticket: Ticket, by author: Author, to survivor: TicketID, _ moment: inout Moment) {
    guard !ticket.description.isEmpty else { return nil }
    comment = Comment(
      id: moment.newID(), ticket: survivor, event: moment.newID(), body: ticket.description, format: .markdown,
      audience: .internal, author: author, origin: ticket.origin, createdAt: ticket.createdAt,
      mergedFrom: ticket.number)
  }
}
