extension Attachment {
  /// The same file on a ticket that is split off.
  package func copied(to ticket: TicketID, comment: CommentID?, _ moment: inout Moment) -> Attachment {
    Attachment(
      id: moment.newID(), ticket: ticket, comment: comment, event: moment.newID(), name: name, mediaType: mediaType,
      bytes: bytes, hash: hash, audience: audience, author: author, origin: origin, createdAt: createdAt,
      mergedFrom: mergedFrom)
  }

  /// Whether both are the same file of the same person and time, whatever ticket they are on.
  package func isCopy(of other: Attachment) -> Bool {
    mergedFrom == other.mergedFrom && createdAt == other.createdAt && author == other.author && name == other.name
      && hash == other.hash
  }
}
