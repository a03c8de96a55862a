package import Foundation
package import Storage
import Ticketing

extension ModelTransaction {
  package func put(_ webhook: Webhook) {
    tellAfterCommit(.desk)
    tables.webhooks[webhook.id] = webhook
    ringForWebhooksAfterCommit()
  }

  package func remove(_ webhook: WebhookID) {
    tellAfterCommit(.desk)
    forget(webhook, before: .max)
    tables.webhooks[webhook] = nil
  }

  package func put(_ message: WebhookMessage) throws {
    try require(webhook(message.webhook) != nil, "webhook")
    if let ticket = message.ticket { try require(self.ticket(ticket) != nil, "ticket") }
    let old = message.createdAt.addingTimeInterval(-Double(WebhookMessage.daysKept) * 86_400).milliseconds
    forget(message.webhook, before: old)
    let last = tables.webhookMessages.rows.filter { $0.message.webhook == message.webhook }.map(\.place).max() ?? 0
    var row = tables.webhookMessages[message.id] ?? WebhookMessageRow(message, place: last + 1)
    row.message = message
    tables.webhookMessages[message.id] = row
    ringForWebhooksAfterCommit()
  }

  package func overflow(_ webhook: WebhookID, beyond most: Int, at now: Date) -> Int {
    let waiting = tables.webhookMessages.rows
      .filter { $0.message.webhook == webhook && $0.message.state == .waiting }.sorted { $0.place < $1.place }
    let given = waiting.dropLast(most).filter { $0.leaseUntil == nil }.prefix(1_000)
    for var row in given {
      let attempt = row.message.overflow(at: now)
      tables.webhookMessages[row.message.id] = row
      tables.webhookAttempts[key: WebhookAttemptPlace(message: Rank(attempt.message), number: attempt.number)] = attempt
    }
    if !given.isEmpty { tellAfterCommit(.desk) }
    return given.count
  }

  func claim(_ webhook: WebhookID, now: Date, until: Date) -> WebhookClaim? {
    guard let known = self.webhook(webhook), known.standing.mayBeTold(at: now) else { return nil }
    let ready = tables.webhookMessages.rows.filter {
      $0.message.webhook == webhook && $0.isReady(at: now.milliseconds)
    }
    guard var row = ready.min(by: { $0.turn < $1.turn }) else { return nil }
    row.fence += 1
    row.leaseUntil = until.milliseconds
    tables.webhookMessages[row.message.id] = row
    return WebhookClaim(
      key: WebhookKey(tenant: tenant, webhook: webhook), message: row.message, url: known.url,
      secrets: known.secrets(at: now), fence: row.fence, until: until)
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the message since, or the webhook is no more.
  func report(_ report: WebhookReport, for claim: WebhookClaim, now: Date) -> Bool {
    guard var row = tables.webhookMessages[claim.message.id], row.fence == claim.fence,
      var known = webhook(row.message.webhook)
    else { return false }
    let attempt = row.message.attempt(report, at: now)
    row.message.apply(report, at: now)
    row.leaseUntil = nil
    tables.webhookMessages[row.message.id] = row
    tables.webhookAttempts[key: WebhookAttemptPlace(message: Rank(attempt.message), number: attempt.number)] = attempt
    known.standing.apply(report, at: now)
    tables.webhooks[known.id] = known
    tellAfterCommit(.desk)
    return true
  }

  private func forget(_ webhook: WebhookID, before time: Int64) {
    let old = tables.webhookMessages.rows.filter {
      $0.message.webhook == webhook && $0.message.createdAt.milliseconds < time
    }
    for row in old {
      for attempt in webhookAttempts(of: row.message.id) {
        tables.webhookAttempts[key: WebhookAttemptPlace(message: Rank(attempt.message), number: attempt.number)] = nil
      }
      tables.webhookMessages[row.message.id] = nil
    }
  }
}

extension WebhookMessageRow {
  /// When it comes among what waits.
  fileprivate var turn: (Int64, Int) { (message.nextAt.milliseconds, place) }
}
