import ConnectorKit
import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// One webhook: how it fares, what it was told, and what can be done about it.
enum WebhookPage {
  static let path = WebhooksPage.path + "/{webhook}"

  static let routes: [Route] = [
    Route(.get, path, "One webhook with its log.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Changes a webhook.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil
    ) { call in
      try await act(call) { id, form in
        try JSONFields.read(WebhookFormView.body(of: form), WebhookChangesBody.init).action(on: id)
      }
    },
    Route(
      .post, path + "/paused", "Pauses a webhook, or lets it go on.", face: .page, access: .session(.admin),
      body: .form, answer: nil
    ) { call in
      try await act(call) { ChangeWebhook($0, isPaused: $1["paused"] == "true") }
    },
    Route(
      .post, path + "/test", "Sends a test.", face: .page, access: .session(.admin), body: .form, answer: nil
    ) { call in
      try await act(call) { id, _ in TestWebhook(id) }
    },
    Route(
      .post, path + "/rotate", "Gives a webhook a new secret.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: rotate),
    Route(
      .post, path + "/remove", "Removes a webhook.", face: .page, access: .session(.admin), asksPassword: true,
      body: .form, answer: nil, handle: remove),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let form: WebhookFormView
    let state: String
    let reason: String?
    let failingSince: TimeView?
    let olderUntil: TimeView?
    let isActive: Bool
    let messages: [WebhookMessageRow]
    let isEmpty: Bool
    let next: String?
    let problem: String?
  }

  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let id: WebhookID = try call.parameter("webhook")
    let (page, clock, catalogue) = (try call.page(), try call.clock, try call.catalogue)
    let (entries, path) = (try SettingsPages.entries(call, .webhooks), try call.deskPath("/settings/webhooks/\(id)"))
    return try await call.show(
      "settings/webhook", title: "settings.webhooks", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      guard let webhook = try tx.webhook(id) else { throw NotFound() }
      let messages = try tx.webhookMessages(of: id, in: nil, page)
      let standing = webhook.standing
      return View(
        entries: entries, path: path, form: refused.map { WebhookFormView($0.form) } ?? WebhookFormView(webhook),
        state: catalogue["webhook.\(standing.state.rawValue)"], reason: standing.reason,
        failingSince: standing.failingSince.map { TimeView($0, clock) },
        olderUntil: webhook.olderUntil.flatMap { $0 > clock.now ? TimeView($0, clock) : nil },
        isActive: standing.state == .active,
        messages: messages.items.map { WebhookMessageRow($0, path, clock, catalogue) },
        isEmpty: messages.items.isEmpty, next: messages.next.map { "cursor=\(Cursor.text($0))" },
        problem: refused?.labelled(in: catalogue, WebhookFormView.labels))
    }
  }

  private static func act<Performed: Action>(
    _ call: Call, _ action: (WebhookID, FormFields) throws -> Performed
  ) async throws -> Answer {
    let id: WebhookID = try call.parameter("webhook")
    let path = try call.deskPath("/settings/webhooks/\(id)")
    return try await call.submit {
      try action(id, $0)
    } then: { _, _ in
      "\(path)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func rotate(_ call: Call) async throws -> Answer {
    let id: WebhookID = try call.parameter("webhook")
    let (entries, back) = (try SettingsPages.entries(call, .webhooks), try call.deskPath("/settings/webhooks/\(id)"))
    let secret = try WebhookSecret.random()
    return try await call.write(RotateWebhookSecret(id, to: secret)) { webhook, tx in
      let view = WebhooksPage.SecretView(entries: entries, place: webhook.url, secret: secret.text, back: back)
      return try call.render("settings/webhook-secret", title: "webhook.secret", in: .settings, view, tx)
    }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    let id: WebhookID = try call.parameter("webhook")
    let base = try call.deskPath("/settings/webhooks")
    return try await call.write(RemoveWebhook(id)) { _, _ in .seeOther("\(base)?done=saved") }
  }
}
