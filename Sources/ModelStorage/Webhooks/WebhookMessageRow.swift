import Foundation
import Storage
import Ticketing

/// A message with what only the messenger asks for.
struct WebhookMessageRow: Sendable {
  var message: WebhookMessage
  /// Among all that its webhook was to be told, from 1.
  let place: Int
  /// In milliseconds.
  var leaseUntil: Int64?
  /// Rises with every claim.
  var fence = 0

  init(_ message: WebhookMessage, place: Int) {
    self.message = message
    self.place = place
  }

  /// Whether it may be claimed.
  func isReady(at now: Int64) -> Bool {
    message.state == .waiting
      && QueueTimes.webhooks.hasCome(message.nextAt.milliseconds, at: now)
      && QueueTimes.webhooks.isFree(leaseUntil: leaseUntil, at: now)
  }

  /// When it may be claimed, if that is later than now: its time comes, or its claimant's lease ends.
  func readyLater(than now: Int64) -> Int64? {
    guard message.state == .waiting else { return nil }
    let nextAt = message.nextAt.milliseconds
    if nextAt > now { return nextAt }
    return leaseUntil.flatMap { $0 > now ? $0 : nil }
  }
}

/// Where a try stands: those of a message lie together, by their numbers.
struct WebhookAttemptPlace: Comparable, Sendable {
  let message: Rank<WebhookMessage>
  let number: Int

  static func < (left: WebhookAttemptPlace, right: WebhookAttemptPlace) -> Bool {
    left.message == right.message ? left.number < right.number : left.message < right.message
  }

  static func all(of message: WebhookMessageID) -> ClosedRange<WebhookAttemptPlace> {
    let rank = Rank(message)
    return WebhookAttemptPlace(message: rank, number: .min)...WebhookAttemptPlace(message: rank, number: .max)
  }
}
