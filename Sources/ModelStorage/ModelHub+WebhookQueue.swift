package import Foundation
package import Storage

extension ModelHub: WebhookQueue {
  package func readyWebhooks(now: Date, limit: Int) async throws -> [WebhookKey] {
    try look { $0.readyWebhooks(now: now, limit: limit) }
  }

  package func nextWebhook(after now: Date) async throws -> Date? { try look { $0.nextWebhook(after: now) } }

  package func claim(_ key: WebhookKey, now: Date, until: Date) async throws -> WebhookClaim? {
    try transact(in: key.tenant) { $0.claim(key.webhook, now: now, until: until) }
  }

  package func report(_ report: WebhookReport, for claim: WebhookClaim, now: Date) async throws -> Bool {
    try transact(in: claim.key.tenant) { $0.report(report, for: claim, now: now) }
  }
}
