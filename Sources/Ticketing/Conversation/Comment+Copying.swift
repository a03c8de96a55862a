extension Comment {
  /// The same words on a ticket that is split off: with their author, time and audience, but an event of their own, since
  /// they went nowhere from there.
  package func copied(to ticket: TicketID, _ moment: inout Moment) -> Comment {
    Comment(
      id: moment.newID(), ticket: ticket, event: moment.newID(), body: body, format: format, audience: audience,
      author: author, origin: origin, createdAt: createdAt, editedAt: editedAt, awaitsRelease: awaitsRelease,
      mergedFrom: mergedFrom)
  }

  /// Whether both say the same, of the same person and time, whatever ticket they stand on.
  package func isCopy(of other: Comment) -> Bool {
    mergedFrom == other.mergedFrom && createdAt == other.createdAt && author == other.author && body == other.body
  }
}
