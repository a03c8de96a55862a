import DeskActions
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// One message to a webhook: its words, each try, and sending it again.
enum WebhookMessagePage {
  private static let path = WebhookPage.path + "/messages/{message}"

  static let routes: [Route] = [
    Route(.get, path, "One message to a webhook.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path + "/replay", "Sends a message again.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: replay),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let row: WebhookMessageRow
    let sentID: String
    let body: String
    let tries: [TryView]
    let hasTries: Bool
    let back: String
  }

  struct TryView {
    let at: TimeView
    let outcome: String
    let status: Int?
    let excerpt: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (webhook, id): (WebhookID, WebhookMessageID) = (
      try call.parameter("webhook"), try call.parameter("message")
    )
    let (clock, catalogue, entries) = (try call.clock, try call.catalogue, try SettingsPages.entries(call, .webhooks))
    let back = try call.deskPath("/settings/webhooks/\(webhook)")
    return try await call.show("settings/webhook-message", title: "settings.webhooks", in: .settings) { tx in
      guard let message = try tx.webhookMessage(id), message.webhook == webhook else { throw NotFound() }
      let tries = try tx.webhookAttempts(of: id).map {
        TryView(
          at: TimeView($0.at, clock), outcome: catalogue["webhook.try_\($0.outcome.rawValue)"], status: $0.status,
          excerpt: $0.excerpt.isEmpty ? nil : $0.excerpt)
      }
      return View(
        entries: entries, row: WebhookMessageRow(message, back, clock, catalogue), sentID: message.sentID,
        body: String(decoding: message.body, as: UTF8.self), tries: tries, hasTries: !tries.isEmpty, back: back)
    }
  }

  private static func replay(_ call: Call) async throws -> Answer {
    let (webhook, id): (WebhookID, WebhookMessageID) = (
      try call.parameter("webhook"), try call.parameter("message")
    )
    let path = try call.deskPath("/settings/webhooks/\(webhook)/messages/\(id)")
    return try await call.write(ReplayWebhookMessage(id, of: webhook)) { _, _ in .seeOther("\(path)?done=saved") }
  }
}

/// A message as one line of a webhook's log.
struct WebhookMessageRow {
  let path: String
  let event: String
  let state: String
  let tries: Int
  let made: TimeView
  let next: TimeView?

  init(_ message: WebhookMessage, _ base: String, _ clock: PageClock, _ catalogue: Catalogue) {
    path = "\(base)/messages/\(message.id)"
    event = message.event.rawValue
    state = catalogue["webhook.message_\(message.state.rawValue)"]
    tries = message.attempts
    made = TimeView(message.createdAt, clock)
    next = message.state == .waiting && message.attempts > 0 ? TimeView(message.nextAt, clock) : nil
  }
}
