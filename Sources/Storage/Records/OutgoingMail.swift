package import Foundation
package import Ticketing

package typealias MailID = ID<OutgoingMail>

/// A mail to one of the desk's people, before it has any words: they are made when it is sent, of its notices as they are
/// then. What waits here holds nobody's text.
package struct OutgoingMail: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    case waiting
    /// The server took it.
    case sent
    /// Refused for good, or its tries are spent.
    case parked
    /// Nobody is left to tell, or nothing to tell of.
    case cancelled
  }

  package let id: MailID
  package let agent: AgentID
  package let kind: NoticeKind
  package let ticket: TicketID
  package let createdAt: Date
  package let nextAt: Date
  package let state: State
  package let attempts: Int
  package let finishedAt: Date?
  /// What the server said last; at most 300 characters.
  package let reason: String?

  package init(
    id: MailID, agent: AgentID, kind: NoticeKind, ticket: TicketID, createdAt: Date, nextAt: Date,
    state: State = .waiting, attempts: Int = 0, finishedAt: Date? = nil, reason: String? = nil
  ) {
    self.id = id
    self.agent = agent
    self.kind = kind
    self.ticket = ticket
    self.createdAt = createdAt
    self.nextAt = nextAt
    self.state = state
    self.attempts = attempts
    self.finishedAt = finishedAt
    self.reason = reason
  }
}

extension OutgoingMail {
  /// Replies on one ticket come to one person in one mail at most in this time.
  package static let foldingSeconds: TimeInterval = 120
  /// What is over is kept as long as a notice that nobody read.
  package static let daysKept = Notice.daysUnread
}
