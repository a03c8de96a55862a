package import Federation
package import Foundation
package import Ticketing

package typealias WebhookID = ID<Webhook>

/// Where a desk's own systems are told of what happens at it.
package struct Webhook: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    case active
    /// By a person: what happens waits.
    case paused
    /// By the hub, after long failure: what happens waits.
    case stopped
  }

  package let id: WebhookID
  package var url: String
  package var events: WebhookEvents
  /// Whether internal comments and files are told too.
  package var tellsInternal: Bool
  /// As the specification writes them, the newest first. Sealed where they are kept.
  package var secrets: [String]
  /// Until when the secrets behind the newest sign too.
  package var olderUntil: Date?
  package var standing: WebhookStanding
  package let createdAt: Date

  package init(
    id: WebhookID, url: String, events: WebhookEvents, tellsInternal: Bool = false, secrets: [String],
    olderUntil: Date? = nil, standing: WebhookStanding = WebhookStanding(), createdAt: Date
  ) {
    self.id = id
    self.url = url
    self.events = events
    self.tellsInternal = tellsInternal
    self.secrets = secrets
    self.olderUntil = olderUntil
    self.standing = standing
    self.createdAt = createdAt
  }

  /// How long the old secret signs beside a new one, so that the receiver can be changed in peace.
  package static let overlap: TimeInterval = 86_400
  /// How many a desk may have.
  package static let most = 50

  /// Those that sign now, the newest first.
  package func secrets(at now: Date) -> [String] {
    let isOver = olderUntil.map { $0 <= now } ?? true
    return isOver ? Array(secrets.prefix(1)) : secrets
  }

  /// From now on the new one signs, and beside it for a while the one that was newest.
  package mutating func rotate(to secret: String, at now: Date) {
    secrets = [secret] + secrets.prefix(1)
    olderUntil = now.addingTimeInterval(Self.overlap)
  }
}

/// How a webhook fares.
package struct WebhookStanding: Sendable, Equatable {
  package private(set) var state: Webhook.State
  /// Why it was stopped, or what the last try failed of; for people.
  package private(set) var reason: String?
  package private(set) var breaker: Breaker
  /// Since when every try failed.
  package private(set) var failingSince: Date?

  package init(
    state: Webhook.State = .active, reason: String? = nil, breaker: Breaker = Breaker(), failingSince: Date? = nil
  ) {
    self.state = state
    self.reason = reason
    self.breaker = breaker
    self.failingSince = failingSince
  }

  /// So long without a success, and nothing more is sent until a person has looked.
  package static let patience: TimeInterval = 2 * 86_400

  /// Whether it is told anything now. A rest that is longer than any can be was written when the clock was wrong.
  package func mayBeTold(at now: Date) -> Bool {
    guard state == .active else { return false }
    guard let until = breaker.restsUntil else { return true }
    return until <= now || until.timeIntervalSince(now) > Double(QueueTimes.webhooks.longestWait) / 1_000
  }

  package mutating func noteTaken() {
    guard state != .stopped else { return }
    self = WebhookStanding(state: state)
  }

  package mutating func noteFailure(_ why: String, at now: Date) {
    breaker.noteFailure(at: now)
    let since = failingSince ?? now
    failingSince = since
    reason = why
    if now.timeIntervalSince(since) >= Self.patience, state == .active { state = .stopped }
  }

  /// The receiver said that it is there no more.
  package mutating func noteGone(_ why: String, at now: Date) {
    breaker.noteFailure(at: now)
    failingSince = failingSince ?? now
    (state, reason) = (.stopped, why)
  }

  package mutating func pause() { (state, reason) = (.paused, nil) }

  /// Goes on, as if nothing had failed.
  package mutating func resume() { self = WebhookStanding() }
}
