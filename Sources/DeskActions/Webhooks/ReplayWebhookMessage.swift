package import Storage
package import Ticketing

/// Sends a message again, whatever became of it: with the same words, under the same id.
package struct ReplayWebhookMessage: Action {
  package let webhook: WebhookID
  package let message: WebhookMessageID

  package init(_ message: WebhookMessageID, of webhook: WebhookID) {
    self.webhook = webhook
    self.message = message
  }

  package func perform(
    by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> WebhookMessage {
    try actor.require(.admin)
    guard var known = try tx.webhookMessage(message), known.webhook == webhook else { throw NotFound() }
    known.replay(at: moment.now)
    try tx.put(known)
    try tx.audit("webhook.replay", webhook, by: actor, moment)
    return known
  }
}
