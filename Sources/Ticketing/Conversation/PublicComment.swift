package import Foundation

/// A comment that the requester may read. It is made of one that may leave the desk, is for the requester too, waits for
/// nobody's leave and was not taken back; of no other there is one, so what writes to requesters can be handed no internal
/// words, nor such as are for partners.
package struct PublicComment: Sendable, Equatable {
  package let id: CommentID
  package let body: String
  package let format: Comment.Format
  package let author: Author
  package let createdAt: Date

  package init?(_ shared: SharedComment) {
    let comment = shared.comment
    guard shared.audience == .public, !comment.awaitsRelease, !comment.isRetracted else { return nil }
    id = comment.id
    body = comment.body
    format = comment.format
    author = comment.author
    createdAt = comment.createdAt
  }
}

/// A file that the requester may have, as `PublicComment` is for comments.
package struct PublicFile: Sendable, Equatable {
  package let comment: CommentID?
  /// As its sender called it: for showing only, never a path.
  package let name: String
  package let mediaType: String
  package let bytes: Int
  package let hash: ContentHash

  package init?(_ shared: SharedAttachment) {
    guard shared.audience == .public else { return nil }
    let file = shared.attachment
    comment = file.comment
    name = file.name
    mediaType = file.mediaType
    bytes = file.bytes
    hash = file.hash
  }
}
