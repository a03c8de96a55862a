package import Foundation
package import Ticketing

/// A comment on its way to another desk. It is made from a `SharedComment` only.
package struct CommentCopy: Sendable, Equatable, Codable {
  package let event: EventID
  package let body: String
  package let format: Comment.Format
  package let audience: SharedAudience
  package let author: WireAuthor
  package let createdAt: Date
  /// The requester no longer wants the work: for the holder to see, not a move.
  package let asksToCancel: Bool

  package init(_ shared: SharedComment, under rules: Outward, asksToCancel: Bool = false) {
    event = shared.comment.event
    body = rules.text(shared.comment.body)
    format = shared.comment.format
    audience = rules.audience(shared.audience)
    author = rules.author(shared.comment.author)
    createdAt = shared.comment.createdAt
    self.asksToCancel = asksToCancel
  }
}

/// A comment's new text.
package struct CommentEdit: Sendable, Equatable, Codable {
  package let event: EventID
  package let body: String

  package init(_ shared: SharedComment, under rules: Outward) {
    event = shared.comment.event
    body = rules.text(shared.comment.body)
  }
}

/// That a comment was taken back. It carries no words, so it may follow any comment.
package struct CommentRetraction: Sendable, Equatable, Codable {
  package let event: EventID
  /// Whether it goes back towards the author: a desk in between had forgotten it, and has it again from further on.
  package let isRelived: Bool?

  package init(event: EventID, isRelived: Bool = false) {
    self.event = event
    self.isRelived = isRelived ? true : nil
  }
}

/// A file's description on its way to another desk; the bytes follow by their hash.
package struct AttachmentCopy: Sendable, Equatable, Codable {
  package let event: EventID
  /// The comment that it came with, by its original event.
  package let comment: EventID?
  package let name: String
  package let mediaType: String
  package let bytes: Int
  package let hash: ContentHash
  package let audience: SharedAudience
  package let author: WireAuthor
  package let createdAt: Date

  package init(_ shared: SharedAttachment, comment: EventID?, under rules: Outward) {
    event = shared.attachment.event
    self.comment = comment
    name = shared.attachment.name
    mediaType = shared.attachment.mediaType
    bytes = shared.attachment.bytes
    hash = shared.attachment.hash
    audience = rules.audience(shared.audience)
    author = rules.author(shared.attachment.author)
    createdAt = shared.attachment.createdAt
  }
}
