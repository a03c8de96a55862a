package import Storage
import StrictJSON
package import Ticketing

/// Sends a message of no meaning, so that a person sees whether it arrives.
package struct TestWebhook: Action {
  package let webhook: WebhookID

  package init(_ webhook: WebhookID) { self.webhook = webhook }

  package func perform(
    by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> WebhookMessage {
    try actor.require(.admin)
    guard try tx.webhook(webhook) != nil else { throw NotFound() }
    let data: JSONValue = ["webhook": .string(webhook.description)]
    let message = WebhookMessage(
      id: moment.newID(), webhook: webhook, event: .webhookTest, createdAt: moment.now,
      body: JSONWriter.bytes(of: WebhookMessage.json(.webhookTest, at: moment.now, data)))
    try tx.put(message)
    return message
  }
}
