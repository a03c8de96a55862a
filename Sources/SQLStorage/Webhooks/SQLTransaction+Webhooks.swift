package import Foundation
package import Storage
import StrictJSON
import Ticketing

extension SQLTransaction {
  package func put(_ webhook: Webhook) throws {
    tellAfterCommit(.desk)
    let sealed = try environment.sealer.seal(
      try webhook.secrets.jsonBytes, under: try requireTenant().key, .webhook(webhook.id, in: tenant))
    try execute(
      WebhookSQL.put,
      [
        .id(webhook.id), .text(webhook.url), .text(StoredJSON.text(words: webhook.events.words)),
        .flag(webhook.tellsInternal), .blob(sealed), .date(webhook.olderUntil),
      ] + webhook.standing.values + [.date(webhook.createdAt)])
    try noteWebhooks()
    ringForWebhooksAfterCommit()
  }

  package func remove(_ webhook: WebhookID) throws {
    tellAfterCommit(.desk)
    try forget(webhook, before: .distantFuture)
    try execute(WebhookSQL.remove, [.id(webhook)])
    try noteWebhooks()
  }

  package func put(_ message: WebhookMessage) throws {
    try forget(message.webhook, before: message.createdAt.addingTimeInterval(-Double(WebhookMessage.daysKept) * 86_400))
    try execute(
      WebhookMessageSQL.put,
      [
        .id(message.id), .id(message.webhook), .word(message.event), .id(message.ticket), .date(message.createdAt),
        .date(message.nextAt), .word(message.state), .count(message.attempts), .count(message.failures),
        .date(message.finishedAt), .blob(message.body),
      ])
    ringForWebhooksAfterCommit()
  }

  package func overflow(_ webhook: WebhookID, beyond most: Int, at now: Date) throws -> Int {
    let given = try rows(WebhookMessageSQL.overflowing, [.id(webhook), .count(most)], WebhookMessage.init)
    for var message in given {
      let attempt = message.overflow(at: now)
      try execute(WebhookMessageSQL.giveUp, [.id(message.id), .count(message.attempts), .date(message.finishedAt)])
      try insert(attempt)
    }
    if !given.isEmpty { tellAfterCommit(.desk) }
    return given.count
  }

  package func claim(_ webhook: WebhookID, now: Date, until: Date) throws -> WebhookClaim? {
    guard let known = try self.webhook(webhook), known.standing.mayBeTold(at: now),
      let id: WebhookMessageID = try first(
        WebhookMessageSQL.claim, [.id(webhook), .date(now), .date(until), .count(environment.node())], { try $0.id() }),
      let (message, fence) = try first(
        WebhookMessageSQL.message, [.id(id)], { (try WebhookMessage(&$0), $0.count()) })
    else { return nil }
    return WebhookClaim(
      key: WebhookKey(tenant: tenant, webhook: webhook), message: message, url: known.url,
      secrets: known.secrets(at: now), fence: fence, until: until)
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the message since, or the webhook is no more.
  package func report(_ report: WebhookReport, for claim: WebhookClaim, now: Date) throws -> Bool {
    guard
      let (known, fence) = try first(
        WebhookMessageSQL.message, [.id(claim.message.id)], { (try WebhookMessage(&$0), $0.count()) }),
      fence == claim.fence, var standing = try first(WebhookSQL.standing, [.id(known.webhook)], WebhookStanding.init)
    else { return false }
    let before = standing
    let attempt = known.attempt(report, at: now)
    var message = known
    message.apply(report, at: now)
    standing.apply(report, at: now)
    try execute(
      WebhookMessageSQL.report,
      [
        .id(message.id), .count(fence), .word(message.state), .date(message.nextAt), .count(message.attempts),
        .count(message.failures), .date(message.finishedAt),
      ])
    try insert(attempt)
    if standing != before { try execute(WebhookSQL.putStanding, [.id(message.webhook)] + standing.values) }
    tellAfterCommit(.desk)
    return true
  }

  private func insert(_ attempt: WebhookAttempt) throws {
    try execute(
      WebhookMessageSQL.insertAttempt,
      [
        .id(attempt.message), .count(attempt.number), .date(attempt.at), .word(attempt.outcome),
        .count(attempt.status), .text(attempt.excerpt),
      ])
  }

  private func forget(_ webhook: WebhookID, before date: Date) throws {
    try execute(WebhookMessageSQL.forgetAttempts, [.id(webhook), .date(date)])
    try execute(WebhookMessageSQL.forget, [.id(webhook), .date(date)])
  }

  private func noteWebhooks() throws {
    try execute(WebhookSQL.note)
    settings.tenant = nil
    settings.desk = nil
  }
}

extension SQLHubView {
  package func readyWebhooks(now: Date, limit: Int) throws -> [WebhookKey] {
    try connection.rows(WebhookQueueSQL.ready, [.date(now), .count(limit)]) {
      WebhookKey(tenant: try $0.id(), webhook: try $0.id())
    }
  }

  package func nextWebhook(after now: Date) throws -> Date? {
    try earliest([WebhookQueueSQL.next, WebhookQueueSQL.nextRestEnd, WebhookQueueSQL.nextLeaseEnd], after: now)
  }
}
