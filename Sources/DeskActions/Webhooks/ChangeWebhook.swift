package import Storage
package import Ticketing

/// Changes what one of the desk's own systems is told, or where; nil leaves a thing as it is.
package struct ChangeWebhook: Action {
  package let webhook: WebhookID
  package let url: String?
  package let events: [String]?
  package let tellsInternal: Bool?
  /// False lets it go on after a pause, or after the hub stopped it.
  package let isPaused: Bool?

  package init(
    _ webhook: WebhookID, url: String? = nil, events: [String]? = nil, tellsInternal: Bool? = nil,
    isPaused: Bool? = nil
  ) {
    self.webhook = webhook
    self.url = url
    self.events = events
    self.tellsInternal = tellsInternal
    self.isPaused = isPaused
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Webhook {
    try actor.require(.admin)
    guard var known = try tx.webhook(webhook) else { throw NotFound() }
    if let url { known.url = try WebhookAddress.judged(url) }
    if let events { known.events = try WebhookEvents.judged(events) }
    if let tellsInternal { known.tellsInternal = tellsInternal }
    switch isPaused {
    case true?: known.standing.pause()
    case false?: known.standing.resume()
    case nil: break
    }
    try tx.put(known)
    try tx.audit("webhook.change", known.id, .name(WebhookAddress.shown(known.url)), by: actor, moment)
    return known
  }
}
