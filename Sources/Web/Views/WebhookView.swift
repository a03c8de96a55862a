import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// A webhook as its desk sees it; its secret is shown once, and never again.
enum WebhookView {
  static let schema = Schema.object([
    "id": .id, "url": .text, "events": .list(.text), "internal_comments": .flag,
    "state": .choice(of: Webhook.State.self), "reason": Schema.text.orNull, "failing_since": Schema.time.orNull,
    "rests_until": Schema.time.orNull, "old_secret_until": Schema.time.orNull, "created_at": .time,
  ])

  static let newSchema = schema.adding(["secret": .text])

  static func answer(_ webhook: Webhook, _: any DeskReader) -> Answer { .json(json(webhook)) }

  package static func json(_ webhook: Webhook) -> JSONValue { .object(members(webhook)) }

  /// With what is shown once.
  static func json(_ webhook: Webhook, secret: String) -> JSONValue {
    var object = members(webhook)
    object.append("secret", .string(secret))
    return .object(object)
  }

  private static func members(_ webhook: Webhook) -> JSONObject {
    [
      "id": JSONValue(webhook.id), "url": JSONValue(webhook.url), "events": JSONValue(webhook.events.words),
      "internal_comments": JSONValue(webhook.tellsInternal), "state": JSONValue(webhook.standing.state.rawValue),
      "reason": JSONValue(webhook.standing.reason), "failing_since": JSONValue(webhook.standing.failingSince),
      "rests_until": JSONValue(webhook.standing.breaker.restsUntil), "old_secret_until": JSONValue(webhook.olderUntil),
      "created_at": JSONValue(webhook.createdAt),
    ]
  }
}

/// What a webhook was told.
enum WebhookMessageView {
  static let schema = Schema.object([
    "id": .id, "webhook_id": .text, "event": .choice(of: WebhookEvent.self),
    "state": .choice(of: WebhookMessage.State.self), "ticket": Schema.id.orNull, "attempts": .integer,
    "next_at": Schema.time.orNull, "created_at": .time, "finished_at": Schema.time.orNull,
  ])

  static let detailSchema = schema.adding([
    "body": .anything,
    "tries": .list(
      .object([
        "number": .integer, "at": .time, "outcome": .choice(of: WebhookAttempt.Outcome.self),
        "status": Schema.integer.orNull, "excerpt": .text,
      ])),
  ])

  package static func json(_ message: WebhookMessage) -> JSONValue { .object(members(message)) }

  /// With its words and each try.
  static func json(_ message: WebhookMessage, _ attempts: [WebhookAttempt]) throws -> JSONValue {
    var object = members(message)
    object.append("body", try JSONReader.read(message.body))
    object.append(
      "tries",
      .array(
        attempts.map {
          [
            "number": JSONValue($0.number), "at": JSONValue($0.at), "outcome": JSONValue($0.outcome.rawValue),
            "status": JSONValue($0.status), "excerpt": JSONValue($0.excerpt),
          ]
        }))
    return .object(object)
  }

  private static func members(_ message: WebhookMessage) -> JSONObject {
    [
      "id": JSONValue(message.id), "webhook_id": .string(message.sentID), "event": JSONValue(message.event.rawValue),
      "state": JSONValue(message.state.rawValue), "ticket": JSONValue(message.ticket),
      "attempts": JSONValue(message.attempts),
      "next_at": message.state == .waiting ? JSONValue(message.nextAt) : .null,
      "created_at": JSONValue(message.createdAt), "finished_at": JSONValue(message.finishedAt),
    ]
  }
}
