import ConnectorKit
import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The desk's own systems that are told of what happens: which there are, how they fare, and a form for another one.
enum WebhooksPage {
  static let path = "/desk/{desk}/settings/webhooks"

  static let routes: [Route] = [
    Route(.get, path, "The desk's webhooks.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Adds a webhook.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil, handle: create),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let webhooks: [Row]
    let isEmpty: Bool
    let next: String?
    let form: WebhookFormView
    let action: String
    let problem: String?
  }

  struct Row {
    let path: String
    let place: String
    let told: String
    let state: String
    let isWell: Bool
  }

  /// What is shown once.
  struct SecretView {
    let entries: [SettingsPages.Entry]
    let place: String
    let secret: String
    let back: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (page, catalogue) = (try call.page(), try call.catalogue)
    let (entries, base) = (try SettingsPages.entries(call, .webhooks), try call.deskPath("/settings/webhooks"))
    return try await call.show(
      "settings/webhooks", title: "settings.webhooks", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let webhooks = try tx.webhooks(page)
      let rows = webhooks.items.map { webhook in
        Row(
          path: "\(base)/\(webhook.id)", place: webhook.url, told: webhook.events.words.joined(separator: ", "),
          state: catalogue["webhook.\(webhook.standing.state.rawValue)"],
          isWell: webhook.standing.state == .active && webhook.standing.failingSince == nil)
      }
      return View(
        entries: entries, webhooks: rows, isEmpty: rows.isEmpty,
        next: webhooks.next.map { "cursor=\(Cursor.text($0))" }, form: WebhookFormView(refused?.form), action: base,
        problem: refused?.labelled(in: catalogue, WebhookFormView.labels))
    }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let (entries, base) = (try SettingsPages.entries(call, .webhooks), try call.deskPath("/settings/webhooks"))
    do {
      let body = try JSONFields.read(WebhookFormView.body(of: form), WebhookBody.init)
      let secret = try WebhookSecret.random()
      let action = AddWebhook(url: body.url, events: body.events, tellsInternal: body.tellsInternal, secret: secret)
      return try await call.write(action) { webhook, tx in
        let view = SecretView(
          entries: entries, place: webhook.url, secret: secret.text, back: "\(base)/\(webhook.id)")
        return try call.render("settings/webhook-secret", title: "webhook.secret", in: .settings, view, tx)
      }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}

/// The fields by which a webhook is set up.
struct WebhookFormView {
  let url: String
  let groups: [ChoiceView]
  let events: [ChoiceView]
  let tellsInternal: Bool

  static let labels = ["url": "webhook_url", "events": "webhook_events"]

  init(_ form: FormFields?) {
    self.init(
      url: form?["url"] ?? "", chosen: form?.all("events") ?? ["*"], tellsInternal: form?["internal_comments"] != nil)
  }

  init(_ webhook: Webhook) {
    self.init(url: webhook.url, chosen: webhook.events.words, tellsInternal: webhook.tellsInternal)
  }

  private init(url: String, chosen: [String], tellsInternal: Bool) {
    self.url = url
    self.tellsInternal = tellsInternal
    let choices = WebhookEvents.all.map { ChoiceView($0, $0, isChosen: chosen.contains($0)) }
    groups = choices.filter { $0.value.hasSuffix("*") }
    events = choices.filter { !$0.value.hasSuffix("*") }
  }

  /// As the API would get it, so that both doors check alike.
  static func body(of form: FormFields) -> JSONValue {
    var object = form.object("url")
    object.append("events", JSONValue(form.all("events")))
    object.append("internal_comments", .bool(form["internal_comments"] != nil))
    return .object(object)
  }
}
