import Federation
package import Storage
package import Ticketing

/// Puts a file on a ticket; its bytes are on disk already.
package struct AttachFile: Action {
  package let ticket: TicketID
  package let comment: CommentID?
  package let name: String
  package let mediaType: String
  package let bytes: Int
  package let hash: ContentHash
  /// Nil takes the comment's audience, or internal.
  package let audience: Audience?

  package init(
    to ticket: TicketID, comment: CommentID?, name: String, mediaType: String, bytes: Int, hash: ContentHash,
    audience: Audience?
  ) {
    self.ticket = ticket
    self.comment = comment
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.hash = hash
    self.audience = audience
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Attachment {
    try actor.require(.agent)
    var locked = try tx.existing(ticket)
    try locked.chained.requireNotMerged()
    let parent = try self.comment.map { id in
      guard let comment = try tx.comment(id), comment.ticket == ticket else { throw NotFound() }
      return comment
    }
    if let parent, let audience, audience.reach > parent.audience.reach {
      throw InvalidInput("/audience", "reaches further than the comment, which is \(parent.audience.rawValue)")
    }
    guard try tx.attachments(on: ticket).count < Limits.attachmentsPerTicket else {
      throw InvalidInput(
        "/file", "is one too many: a ticket takes \(Limits.attachmentsPerTicket) files",
        .tooMany(limit: Limits.attachmentsPerTicket))
    }
    let author = actor.author(at: locked.chained.desk.name)
    let attachment = Attachment(
      id: moment.newID(), ticket: ticket, comment: parent?.id, event: moment.newID(), name: name,
      mediaType: mediaType, bytes: bytes, hash: hash, audience: audience ?? parent?.audience ?? .internal,
      author: author, origin: .here, createdAt: moment.now)
    locked.chained.attach(attachment, comment: parent?.event, .here(author), &moment)
    try tx.save(locked, &moment)
    return attachment
  }
}

extension Audience {
  /// How far it reaches: 0 this desk, 1 the chain, 2 the requester.
  fileprivate var reach: Int {
    switch self {
    case .internal: 0
    case .partner: 1
    case .public: 2
    }
  }
}
