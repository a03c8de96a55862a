import Federation
import Foundation
import Storage
import Ticketing

/// What desks' own systems are to be told, over all desks.
extension ModelState {
  func readyWebhooks(now: Date, limit: Int) -> [WebhookKey] {
    let waiting = desks.indices.map { desks[$0].readyWebhooks(at: now, of: ids[$0]) }
    return Waiting.inTurn(waiting, limit: limit).map { WebhookKey(tenant: $0.tenant, webhook: $0.key) }
  }

  func nextWebhook(after now: Date) -> Date? {
    desks.indices.compactMap { desks[$0].nextWebhook(after: now) }.min()
  }
}

extension DeskTables {
  fileprivate func readyWebhooks(at now: Date, of tenant: TenantID) -> [Waiting<WebhookID>] {
    webhooks.rows.filter { $0.standing.mayBeTold(at: now) }
      .compactMap { webhook -> Waiting<WebhookID>? in
        messages(of: webhook).filter { $0.isReady(at: now.milliseconds) }.map(\.message.nextAt.milliseconds).min()
          .map { Waiting(tenant: tenant, time: $0, key: webhook.id) }
      }
      .sorted { ($0.time, $0.key) < ($1.time, $1.key) }
  }

  fileprivate func nextWebhook(after now: Date) -> Date? {
    let active = webhooks.rows.filter { $0.standing.state == .active }
    return
      active.flatMap { webhook -> [Int64] in
        let waiting = messages(of: webhook)
        let rest = webhook.standing.breaker.restsUntil.map(\.milliseconds)
        return waiting.compactMap { $0.readyLater(than: now.milliseconds) }
          + (waiting.isEmpty ? [] : [rest].compactMap(\.self).filter { $0 > now.milliseconds })
      }.min().map { Date(milliseconds: $0) }
  }

  private func messages(of webhook: Webhook) -> [WebhookMessageRow] {
    webhookMessages.rows.filter { $0.message.webhook == webhook.id && $0.message.state == .waiting }
  }
}
