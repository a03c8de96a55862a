import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// The desk's own systems that are told of what happens.
enum WebhookRoutes {
  private static let path = "/api/v1/webhooks"
  private static let one = path + "/{webhook}"

  package static let all: [Route] = [
    Route(
      .get, "/api/v1/webhook-events", "What a webhook can be told of: names, groups, and `*` for all.",
      answer: .object(["items": .list(.text)])
    ) { _ in .json(["items": JSONValue(WebhookEvents.all)]) },
    Route(
      .get, path, "The desk's webhooks, oldest first.", query: QueryParameter.paging, answer: .page(of: "Webhook"),
      handle: list),
    Route(
      .post, path, "Has one of the desk's own systems told; the secret that signs is shown once.",
      body: .json(WebhookBody.schema, isOptional: false), status: 201, answer: .named("NewWebhook"), handle: create),
    Route(.get, one, "One webhook.", answer: .named("Webhook")) { call in
      let id: WebhookID = try call.parameter("webhook")
      return try await read(call) { tx in
        guard let webhook = try tx.webhook(id) else { throw NotFound() }
        return WebhookView.answer(webhook, tx)
      }
    },
    Route(
      .patch, one, "Changes what is told, or where; `paused` false goes on after a pause or a stop.",
      body: .json(WebhookChangesBody.schema, isOptional: false), answer: .named("Webhook")
    ) { call in
      let body = try call.body(WebhookChangesBody.init)
      return try await call.write(body.action(on: try call.parameter("webhook")), WebhookView.answer)
    },
    Route(.delete, one, "Tells it nothing any more, and forgets what it was told.", status: 204, answer: nil) { call in
      try await call.write(RemoveWebhook(try call.parameter("webhook"))) { _, _ in .noContent }
    },
    Route(
      .post, one + "/rotate", "Gives it a new secret, shown once; the old one signs beside it for a day.",
      body: .json(.object([:]), isOptional: true), answer: .named("NewWebhook"), handle: rotate),
    Route(
      .post, one + "/test", "Sends `webhook.test`, whatever it is told of otherwise.",
      body: .json(.object([:]), isOptional: true), status: 201, answer: .named("WebhookMessage")
    ) { call in
      try call.emptyBody()
      return try await call.write(TestWebhook(try call.parameter("webhook"))) { message, _ in
        .json(WebhookMessageView.json(message), status: 201)
      }
    },
    Route(
      .get, one + "/messages", "What it was told and is to be told, newest first; kept for 30 days.",
      query: [QueryParameter("state", "Only those in this state.", .choice(of: WebhookMessage.State.self))]
        + QueryParameter.paging, answer: .page(of: "WebhookMessage"), handle: messages),
    Route(
      .get, one + "/messages/{message}", "One message with its words and each try.",
      answer: .named("WebhookMessageDetail"), handle: message),
    Route(
      .post, one + "/messages/{message}/replay", "Sends a message again, with the same words and the same id.",
      body: .json(.object([:]), isOptional: true), answer: .named("WebhookMessage")
    ) { call in
      try call.emptyBody()
      let replay = ReplayWebhookMessage(try call.parameter("message"), of: try call.parameter("webhook"))
      return try await call.write(replay) { message, _ in .json(WebhookMessageView.json(message)) }
    },
  ]

  /// An address may hold a secret, and an answer may be the receiver's own: both are for admins.
  private static func read(
    _ call: Call, _ body: @escaping @Sendable (any DeskReader) throws -> Answer
  ) async throws -> Answer {
    try call.actor.require(.admin)
    return try await call.read(body)
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await read(call) { tx in Call.list(try tx.webhooks(page), WebhookView.json) }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let body = try call.body(WebhookBody.init)
    let secret = try WebhookSecret.random()
    let action = AddWebhook(
      url: body.url, events: body.events, tellsInternal: body.tellsInternal, secret: secret)
    return try await call.write(action) { webhook, _ in
      .created(WebhookView.json(webhook, secret: secret.text), at: "\(path)/\(webhook.id)")
    }
  }

  private static func rotate(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    let secret = try WebhookSecret.random()
    return try await call.write(RotateWebhookSecret(try call.parameter("webhook"), to: secret)) { webhook, _ in
      .json(WebhookView.json(webhook, secret: secret.text))
    }
  }

  private static func messages(_ call: Call) async throws -> Answer {
    let id: WebhookID = try call.parameter("webhook")
    let (state, page) = (try call.choice("state", of: WebhookMessage.State.self), try call.page())
    return try await read(call) { tx in
      guard try tx.webhook(id) != nil else { throw NotFound() }
      return Call.list(try tx.webhookMessages(of: id, in: state, page)) { WebhookMessageView.json($0) }
    }
  }

  private static func message(_ call: Call) async throws -> Answer {
    let (webhook, id): (WebhookID, WebhookMessageID) = (
      try call.parameter("webhook"), try call.parameter("message")
    )
    return try await read(call) { tx in
      guard let message = try tx.webhookMessage(id), message.webhook == webhook else { throw NotFound() }
      return .json(try WebhookMessageView.json(message, try tx.webhookAttempts(of: id)))
    }
  }
}

extension WebhookSecret {
  /// 32 bytes of the system's chance, as the specification advises.
  static func random() throws -> WebhookSecret {
    guard let secret = WebhookSecret(RandomBytes.system(32)) else { throw Problem.notFound }
    return secret
  }
}
