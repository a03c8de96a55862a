package import Foundation
package import Ticketing

package typealias WebhookMessageID = ID<WebhookMessage>

/// One thing that a webhook is told: its words are those of the moment when it happened, and stay the same however often it
/// is sent.
package struct WebhookMessage: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    case waiting
    /// The receiver took it.
    case sent
    /// Refused for good, or its tries are spent; it can be sent again.
    case failed
  }

  package let id: WebhookMessageID
  package let webhook: WebhookID
  package let event: WebhookEvent
  package let ticket: TicketID?
  package let createdAt: Date
  package var nextAt: Date
  package var state: State
  /// Over its whole life.
  package var attempts: Int
  /// In a row, since it was last to be sent.
  package var failures: Int
  package var finishedAt: Date?
  /// As JSON.
  package let body: [UInt8]

  package init(
    id: WebhookMessageID, webhook: WebhookID, event: WebhookEvent, ticket: TicketID? = nil, createdAt: Date,
    nextAt: Date? = nil, state: State = .waiting, attempts: Int = 0, failures: Int = 0, finishedAt: Date? = nil,
    body: [UInt8]
  ) {
    self.id = id
    self.webhook = webhook
    self.event = event
    self.ticket = ticket
    self.createdAt = createdAt
    self.nextAt = nextAt ?? createdAt
    self.state = state
    self.attempts = attempts
    self.failures = failures
    self.finishedAt = finishedAt
    self.body = body
  }

  /// What the receiver knows it by (`webhook-id`), the same however often it is sent.
  package var sentID: String { "msg_\(id)" }

  /// What is older is forgotten, whatever became of it: a receiver that is dead for longer has to ask.
  package static let daysKept = 30

  /// So many wait for one webhook, and a few more: then the oldest fail, and are there to be sent again by a person.
  package static let mostWaiting = 10_000

  /// Gives up on it, since too many others wait behind it.
  package mutating func overflow(at now: Date) -> WebhookAttempt {
    attempts += 1
    (state, finishedAt) = (.failed, now)
    return WebhookAttempt(
      message: id, number: attempts, at: now, outcome: .failed, status: nil, excerpt: Self.overflown)
  }

  package static let overflown = "not sent: too many others wait for this webhook"

  /// Is to be sent again, from now on.
  package mutating func replay(at now: Date) {
    (state, nextAt, failures, finishedAt) = (.waiting, now, 0, nil)
  }
}

/// One try to send a message.
package struct WebhookAttempt: Sendable, Equatable {
  package enum Outcome: String, Sendable, CaseIterable, Codable {
    case taken
    case failed
  }

  package let message: WebhookMessageID
  /// From 1, over the message's whole life.
  package let number: Int
  package let at: Date
  package let outcome: Outcome
  /// What the receiver answered with; nil where there was no answer.
  package let status: Int?
  /// Why there was none, or the beginning of the answer; at most 1 KiB.
  package let excerpt: String

  package init(message: WebhookMessageID, number: Int, at: Date, outcome: Outcome, status: Int?, excerpt: String) {
    self.message = message
    self.number = number
    self.at = at
    self.outcome = outcome
    self.status = status
    self.excerpt = excerpt
  }
}
