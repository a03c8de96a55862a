package import ConnectorKit
package import Storage
package import Ticketing

/// Gives a webhook a new secret; the one that it had signs beside it for a while.
package struct RotateWebhookSecret: Action {
  package let webhook: WebhookID
  private let secret: WebhookSecret

  /// - Parameter secret: made outside; who may see it sees it once.
  package init(_ webhook: WebhookID, to secret: WebhookSecret) {
    self.webhook = webhook
    self.secret = secret
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Webhook {
    try actor.require(.admin)
    guard var known = try tx.webhook(webhook) else { throw NotFound() }
    known.rotate(to: secret.text, at: moment.now)
    try tx.put(known)
    try tx.audit("webhook.rotate", known.id, .name(WebhookAddress.shown(known.url)), by: actor, moment)
    return known
  }
}
