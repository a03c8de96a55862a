package import Storage
package import Ticketing

/// Puts several files on a ticket: all of them, or none.
package struct AttachFiles: Action {
  package let ticket: TicketID
  package let comment: CommentID?
  package let files: [StoredFile]
  /// Nil takes the comment's audience, or internal.
  package let audience: Audience?

  package init(to ticket: TicketID, comment: CommentID? = nil, _ files: [StoredFile], audience: Audience? = nil) {
    self.ticket = ticket
    self.comment = comment
    self.files = files
    self.audience = audience
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> [Attachment] {
    try actor.require(.agent)
    guard !files.isEmpty else { throw InvalidInput("/file", "is missing", .required) }
    return try files.map { file in
      try AttachFile(
        to: ticket, comment: comment, name: file.name, mediaType: file.mediaType, bytes: file.bytes, hash: file.hash,
        audience: audience
      ).perform(by: actor, in: tx, &moment)
    }
  }
}
