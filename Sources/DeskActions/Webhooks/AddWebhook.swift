package import ConnectorKit
package import Storage
package import Ticketing

/// Has one of the desk's own systems told of what happens from now on.
package struct AddWebhook: Action {
  package let url: String
  package let events: [String]
  package let tellsInternal: Bool
  private let secret: WebhookSecret

  /// - Parameter secret: a new one, made outside; who may see it sees it once.
  package init(url: String, events: [String], tellsInternal: Bool, secret: WebhookSecret) {
    self.url = url
    self.events = events
    self.tellsInternal = tellsInternal
    self.secret = secret
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Webhook {
    try actor.require(.admin)
    let known = try tx.webhooks(PageRequest(limit: Webhook.most)).items.count
    guard known < Webhook.most else {
      throw InvalidInput("", "a desk has at most \(Webhook.most) webhooks", .tooMany(limit: Webhook.most))
    }
    let webhook = Webhook(
      id: moment.newID(), url: try WebhookAddress.judged(url), events: try WebhookEvents.judged(events),
      tellsInternal: tellsInternal, secrets: [secret.text], createdAt: moment.now)
    try tx.put(webhook)
    try tx.audit("webhook.create", webhook.id, .name(WebhookAddress.shown(webhook.url)), by: actor, moment)
    return webhook
  }
}

/// Where a webhook may lead, as far as its text tells; what it stands for is judged each time that it is asked.
enum WebhookAddress {
  static func judged(_ text: String) throws -> String {
    do throws(EgressFailure) { return try EgressURL(text).description } catch {
      throw InvalidInput("/url", fault(error), .noAddress)
    }
  }

  /// Without its path and query, which may hold secrets: for the audit log.
  static func shown(_ text: String) -> String {
    guard let url = try? EgressURL(text) else { return "" }
    return "\(url.scheme.rawValue)://\(url.host):\(url.port)"
  }

  private static func fault(_ failure: EgressFailure) -> String {
    if case .malformedURL(let fault) = failure { "\(fault)" } else { "is no address that can be asked" }
  }
}

extension WebhookEvents {
  static func judged(_ words: [String]) throws -> WebhookEvents {
    if let events = WebhookEvents(words) { return events }
    guard let place = words.firstIndex(where: { !WebhookEvents.all.contains($0) }) else {
      throw InvalidInput("/events", "names nothing: choose at least one", .required)
    }
    throw InvalidInput("/events/\(place)", "is no event: GET /api/v1/webhook-events names them all", .unknown)
  }
}
