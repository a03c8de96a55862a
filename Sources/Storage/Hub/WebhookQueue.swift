package import Foundation
package import Ticketing

/// A webhook of one tenant's.
package struct WebhookKey: Sendable, Hashable {
  package let tenant: TenantID
  package let webhook: WebhookID

  package init(tenant: TenantID, webhook: WebhookID) {
    self.tenant = tenant
    self.webhook = webhook
  }
}

/// A message that this messenger may send until `until`. The fence rises with every claim.
package struct WebhookClaim: Sendable, Equatable {
  package let key: WebhookKey
  package let message: WebhookMessage
  package let url: String
  /// Those that sign now, the newest first.
  package let secrets: [String]
  package let fence: Int
  package let until: Date

  package init(
    key: WebhookKey, message: WebhookMessage, url: String, secrets: [String], fence: Int, until: Date
  ) {
    self.key = key
    self.message = message
    self.url = url
    self.secrets = secrets
    self.fence = fence
    self.until = until
  }
}

/// What became of a try.
package struct WebhookReport: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case taken
    /// It is tried again then; never, if nil.
    case failed(again: Date?)
    /// The receiver wants nothing any more, of this or of others.
    case gone
  }

  package let outcome: Outcome
  package let status: Int?
  /// For people; at most 1 KiB.
  package let excerpt: String

  package init(_ outcome: Outcome, status: Int?, excerpt: String) {
    self.outcome = outcome
    self.status = status
    self.excerpt = excerpt
  }
}

/// The hub-wide view of what desks' own systems are to be told: keys, times and leases, no words.
package protocol WebhookQueue: Sendable {
  /// Rings when a commit brought a message, as soon as it is on disk. One consumer. A lost ring costs a slow poll.
  var webhookRings: AsyncStream<Void> { get }

  /// Webhooks that have a message whose time has come and may be told it, at most `limit`; those of each tenant in turn.
  func readyWebhooks(now: Date, limit: Int) async throws -> [WebhookKey]

  /// When the next message that waits for its time, or for its webhook's rest to end, becomes ready; nil where none does.
  func nextWebhook(after now: Date) async throws -> Date?

  /// Claims the oldest message of a webhook that is ready and that nobody sends.
  func claim(_ key: WebhookKey, now: Date, until: Date) async throws -> WebhookClaim?

  /// Writes what became of it. Returns false, and writes nothing, where the fence has risen.
  func report(_ report: WebhookReport, for claim: WebhookClaim, now: Date) async throws -> Bool
}

extension WebhookMessage {
  /// What a try makes of a message.
  package mutating func apply(_ report: WebhookReport, at now: Date) {
    attempts += 1
    switch report.outcome {
    case .taken: (state, failures, finishedAt) = (.sent, 0, now)
    case .failed(let again?): (nextAt, failures) = (again, failures + 1)
    case .failed(nil): (state, failures, finishedAt) = (.failed, failures + 1, now)
    case .gone: failures += 1
    }
  }

  package func attempt(_ report: WebhookReport, at now: Date) -> WebhookAttempt {
    WebhookAttempt(
      message: id, number: attempts + 1, at: now, outcome: report.outcome == .taken ? .taken : .failed,
      status: report.status, excerpt: report.excerpt)
  }
}

extension WebhookStanding {
  package mutating func apply(_ report: WebhookReport, at now: Date) {
    let words = report.status.map { "HTTP \($0)" } ?? report.excerpt
    switch report.outcome {
    case .taken: noteTaken()
    case .failed: noteFailure(words, at: now)
    case .gone: noteGone(words, at: now)
    }
  }
}
