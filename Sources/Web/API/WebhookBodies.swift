import DeskActions
import Storage
import StrictJSON
import Ticketing

struct WebhookBody {
  let url: String
  let events: [String]
  let tellsInternal: Bool

  static let longestURL = 2_000

  static let schema = Schema.object(
    [
      "url": .line(max: longestURL), "events": .list(.choice(WebhookEvents.all), min: 1, max: WebhookEvents.all.count),
      "internal_comments": .flag,
    ], required: ["url", "events"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let url = fields.required("url", .line(max: Self.longestURL))
    let events = fields.required("events", .events)
    tellsInternal = fields.optional("internal_comments", .bool) ?? false
    (self.url, self.events) = try fields.finish(url, events)
  }
}

struct WebhookChangesBody {
  private let url: String?
  private let events: [String]?
  private let tellsInternal: Bool?
  private let isPaused: Bool?

  static let schema = Schema.object(
    [
      "url": .line(max: WebhookBody.longestURL),
      "events": .list(.choice(WebhookEvents.all), min: 1, max: WebhookEvents.all.count), "internal_comments": .flag,
      "paused": .flag,
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    url = fields.optional("url", .line(max: WebhookBody.longestURL))
    events = fields.optional("events", .events)
    tellsInternal = fields.optional("internal_comments", .bool)
    isPaused = fields.optional("paused", .bool)
    try fields.finish()
  }

  func action(on webhook: WebhookID) -> ChangeWebhook {
    ChangeWebhook(webhook, url: url, events: events, tellsInternal: tellsInternal, isPaused: isPaused)
  }
}

extension JSONShape<[String]> {
  /// Words that the action judges.
  fileprivate static var events: JSONShape { .list(of: .line(max: 100), max: WebhookEvents.all.count) }
}
