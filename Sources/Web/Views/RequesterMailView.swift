import DeskActions
import Mail
import Storage
import StrictJSON
import Ticketing

/// A mail to a requester, as far as it has come.
enum RequesterMailView {
  static let schema = Schema.object([
    "id": .id, "kind": .choice(of: RequesterMail.Kind.self), "comment": Schema.id.orNull, "from": .text, "to": .text,
    "state": .choice(of: OutgoingMail.State.self),
    "withheld": .either([.choice(of: RequesterMail.Withholding.self), Schema(["type": "null"])]),
    "attempts": .integer, "reason": Schema.text.orNull, "created_at": .time, "next_at": Schema.time.orNull,
    "finished_at": Schema.time.orNull, "came_back_at": Schema.time.orNull, "came_back_because": Schema.text.orNull,
    "may_be_retried": .flag,
  ])

  static func json(_ mail: RequesterMail) -> JSONValue {
    [
      "id": JSONValue(mail.id), "kind": .string(mail.kind.rawValue), "comment": JSONValue(mail.comment),
      "from": .string(mail.sender.text), "to": .string(mail.recipient.text), "state": .string(mail.state.rawValue),
      "withheld": JSONValue(mail.withheld?.rawValue), "attempts": JSONValue(mail.attempts),
      "reason": JSONValue(mail.reason), "created_at": JSONValue(mail.createdAt),
      "next_at": mail.state == .waiting ? JSONValue(mail.nextAt) : .null, "finished_at": JSONValue(mail.finishedAt),
      "came_back_at": JSONValue(mail.bouncedAt), "came_back_because": JSONValue(mail.bounce),
      "may_be_retried": JSONValue(mail.mayBeRetried),
    ]
  }
}

enum SuppressedAddressView {
  static let schema = Schema.object([
    "id": .id, "address": .text, "since": .time, "reason": .text, "mail": Schema.id.orNull,
  ])

  static func json(_ address: SuppressedAddress) -> JSONValue {
    [
      "id": JSONValue(address.id), "address": .string(address.address.text), "since": JSONValue(address.since),
      "reason": .string(address.reason), "mail": JSONValue(address.mail),
    ]
  }
}

enum MailTemplateView {
  static let schema = Schema.object([
    "kind": .choice(of: RequesterMail.Kind.self), "language": .choice(of: Language.self), "subject": .text,
    "body": .text, "is_own": .flag, "places": .list(.choice(of: MailTemplate.Place.self)),
    "changed_at": Schema.time.orNull,
  ])

  static let previewSchema = Schema.object(["subject": .text, "text": .text, "html": .text])

  /// - Parameter own: nil for the hub's own words.
  static func json(_ kind: RequesterMail.Kind, _ language: Language, own: MailTemplate?) -> JSONValue {
    let template = own ?? .builtIn(kind, in: language)
    return [
      "kind": .string(kind.rawValue), "language": .string(language.rawValue), "subject": .string(template.subject),
      "body": .string(template.body), "is_own": JSONValue(own != nil),
      "places": .array(MailTemplate.places(of: kind).map { .string($0.rawValue) }),
      "changed_at": JSONValue(own?.changedAt),
    ]
  }
}
