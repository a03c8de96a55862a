package import Foundation

/// An entry in a ticket's conversation.
package struct Comment: Sendable, Equatable {
  package enum Format: String, Sendable, CaseIterable, Codable {
    case markdown
    case text
  }

  package let id: CommentID
  package let ticket: TicketID
  /// The same at every desk that the comment reaches.
  package let event: EventID
  /// Empty once retracted.
  package private(set) var body: String
  package let format: Format
  package private(set) var audience: Audience
  package let author: Author
  package let origin: Origin
  package let createdAt: Date
  package private(set) var editedAt: Date?
  package private(set) var retractedAt: Date?
  /// A partner's public words that wait until this desk lets the requester read them.
  package private(set) var awaitsRelease: Bool
  /// The number of the ticket that it was written on, where it came here by a merge.
  package let mergedFrom: Int?

  package init(
    id: CommentID, ticket: TicketID, event: EventID, body: String, format: Format, audience: Audience,
    author: Author, origin: Origin, createdAt: Date, editedAt: Date? = nil, retractedAt: Date? = nil,
    awaitsRelease: Bool = false, mergedFrom: Int? = nil
  ) {
    self.id = id
    self.ticket = ticket
    self.event = event
    self.body = body
    self.format = format
    self.audience = audience
    self.author = author
    self.origin = origin
    self.createdAt = createdAt
    self.editedAt = editedAt
    self.retractedAt = retractedAt
    self.awaitsRelease = awaitsRelease
    self.mergedFrom = mergedFrom
  }

  package var isRetracted: Bool { retractedAt != nil }
}

extension Comment {
  /// Replaces the text. The audience stays: widening it would let out what was written for fewer.
  package mutating func edit(body: String, at now: Date) throws(CommentRefusal) {
    guard !isRetracted else { throw .retracted }
    self.body = body
    editedAt = now
  }

  /// Takes the words back; that there was a comment stays visible.
  package mutating func retract(at now: Date) {
    guard !isRetracted else { return }
    body = ""
    awaitsRelease = false
    retractedAt = now
  }

  /// Lets the requester read a partner's public words.
  package mutating func release() throws(CommentRefusal) {
    guard awaitsRelease else { throw .nothingToRelease }
    awaitsRelease = false
    audience = .public
  }
}

package enum CommentRefusal: Error, Equatable, Sendable {
  /// Only who wrote a comment edits or retracts it.
  case notYours(author: String)
  case retracted
  case nothingToRelease
}

/// A comment that may leave this desk. Only a comment whose audience goes beyond the desk has one: what sends takes this
/// type, so that an internal comment cannot be handed to it.
package struct SharedComment: Sendable, Equatable {
  package let comment: Comment
  package let audience: SharedAudience

  fileprivate init(_ comment: Comment, _ audience: SharedAudience) {
    self.comment = comment
    self.audience = audience
  }
}

extension Comment {
  /// Nil for an internal comment.
  package var shared: SharedComment? { audience.shared.map { SharedComment(self, $0) } }
}
