package import Foundation
package import Ticketing

package typealias KeptMailID = ID<KeptMail>

/// A mail that came in, as the desk keeps note of it. Its bytes lie among the desk's files, as they came.
package struct KeptMail: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    case waiting
    /// It is on a ticket.
    case filed
    /// Known for what nobody has to read: a bounce, an automatic answer, spam.
    case setAside = "set_aside"
    /// It could not be filed; a person has to look.
    case parked
  }

  /// What it was taken for.
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case new
    case reply
    /// An agent passed on what somebody else asked.
    case forwarded
    case cameBack = "came_back"
    case bounce
    case delayed
    case delivered
    case readReceipt = "read_receipt"
    case complaint
    case autoReply = "auto_reply"
    case list
    case automatic
    case spam
  }

  package enum Reason: String, Sendable, CaseIterable, Codable {
    /// Its sender is in doubt, or is nobody of the ticket's: what it says is for the desk's own eyes.
    case unverified
    /// It bears a token or an id that looks like ours and is not: it was taken for a mail that bears none.
    case forged
    /// A person dropped it.
    case dropped
    /// The hub fell each time that it tried.
    case stumbled
    /// The storage refused what was made of it.
    case refused
    /// Its bytes are gone, or are others.
    case damaged
    /// There is nothing in it: no head, no words, no files.
    case empty
  }

  package let id: KeptMailID
  package let envelope: MailEnvelope
  package let receivedAt: Date
  /// `Message-ID` as it stands; at most 500 bytes.
  package let messageID: String?
  /// What the same mail would have too, if it came again.
  package let identity: String
  package let hash: ContentHash
  package let bytes: Int
  package var nextAt: Date
  package var state: State
  package var kind: Kind?
  package var reason: Reason?
  /// Who says to write it, and about what: for lists. Nil until it was read.
  package var author: String?
  package var subject: String?
  package var ticket: TicketID?
  package var comment: CommentID?
  /// How often it was begun with, since it was last to be filed.
  package var tries: Int
  /// Whether a person wants it on a ticket, whatever it is.
  package var isWanted: Bool
  package var finishedAt: Date?

  package init(
    id: KeptMailID, envelope: MailEnvelope, receivedAt: Date, messageID: String?, identity: String, hash: ContentHash,
    bytes: Int, nextAt: Date? = nil, state: State = .waiting, kind: Kind? = nil, reason: Reason? = nil,
    author: String? = nil, subject: String? = nil, ticket: TicketID? = nil, comment: CommentID? = nil, tries: Int = 0,
    isWanted: Bool = false, finishedAt: Date? = nil
  ) {
    self.id = id
    self.envelope = envelope
    self.receivedAt = receivedAt
    self.messageID = messageID
    self.identity = identity
    self.hash = hash
    self.bytes = bytes
    self.nextAt = nextAt ?? receivedAt
    self.state = state
    self.kind = kind
    self.reason = reason
    self.author = author
    self.subject = subject
    self.ticket = ticket
    self.comment = comment
    self.tries = tries
    self.isWanted = isWanted
    self.finishedAt = finishedAt
  }

  /// So often it is begun with before it is parked: a hub that falls over it falls no more.
  package static let mostTries = 5
  /// The same mail within this time is one that is brought again, not one that is sent again.
  package static let repetition: TimeInterval = 86_400

  /// Is over.
  package mutating func settle(_ state: State, because reason: Reason? = nil, at now: Date) {
    (self.state, self.reason, finishedAt) = (state, reason, now)
  }

  /// Is to be tried again, from the beginning.
  ///
  /// - Parameter isWanted: whether a person wants it on a ticket, whatever it is.
  package mutating func retry(isWanted: Bool, at now: Date) {
    (state, reason, finishedAt, tries, nextAt) = (.waiting, nil, nil, 0, now)
    self.isWanted = isWanted
  }
}
