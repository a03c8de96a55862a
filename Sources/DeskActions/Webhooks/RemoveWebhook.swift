package import Storage
package import Ticketing

/// Tells one of the desk's own systems nothing any more, and forgets what it was told.
package struct RemoveWebhook: Action {
  package let webhook: WebhookID

  package init(_ webhook: WebhookID) { self.webhook = webhook }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard let known = try tx.webhook(webhook) else { throw NotFound() }
    try tx.remove(webhook)
    try tx.audit("webhook.remove", known.id, .name(WebhookAddress.shown(known.url)), by: actor, moment)
  }
}
