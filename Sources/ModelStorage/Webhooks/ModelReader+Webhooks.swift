package import Storage
import Ticketing

extension ModelReader {
  package func webhook(_ id: WebhookID) -> Webhook? { tables.webhooks[id] }
  package func webhooks(_ page: PageRequest) -> Page<Webhook> { tables.webhooks.page(page) { $0.id } }

  package func webhookAudience() -> [WebhookListener] {
    tables.webhooks.rows.map { WebhookListener(webhook: $0.id, events: $0.events, tellsInternal: $0.tellsInternal) }
  }

  package func webhookMessage(_ id: WebhookMessageID) -> WebhookMessage? { tables.webhookMessages[id]?.message }

  package func webhookMessages(
    of webhook: WebhookID, in state: WebhookMessage.State?, _ page: PageRequest
  ) -> Page<WebhookMessage> {
    let found = tables.webhookMessages.rows.filter {
      $0.message.webhook == webhook && (state == nil || $0.message.state == state)
    }
    return Page.ordered(found, after: page.after, limit: page.limit, isDescending: true) {
      ListPlace(key: Int64($0.place), id: $0.message.id)
    }.map(\.message)
  }

  package func webhookAttempts(of message: WebhookMessageID) -> [WebhookAttempt] {
    tables.webhookAttempts.rows(WebhookAttemptPlace.all(of: message)).map { $0 }
  }
}
