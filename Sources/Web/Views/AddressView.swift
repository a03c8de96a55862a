import Foundation
import Storage
import StrictJSON
import Ticketing

/// An address of the desk's; the code that would prove it is in the mail alone.
enum AddressView {
  static let schema = Schema.object([
    "id": .id, "address": .text, "team": Schema.id.orNull, "type": Schema.choice(of: TicketType.self).orNull,
    "language": Schema.choice(of: Language.self).orNull, "sender_name": Schema.text.orNull,
    "proven_at": Schema.time.orNull, "asked_at": Schema.time.orNull, "created_at": .time,
  ])

  static func json(_ address: DeskAddress) -> JSONValue {
    [
      "id": JSONValue(address.id), "address": JSONValue(address.address.text), "team": JSONValue(address.team),
      "type": JSONValue(address.type?.rawValue), "language": JSONValue(address.language?.rawValue),
      "sender_name": JSONValue(address.senderName), "proven_at": JSONValue(address.proof.provenAt),
      "asked_at": JSONValue(address.proof.askedAt), "created_at": JSONValue(address.createdAt),
    ]
  }
}

/// A mail that came in. Who says to write it is what the mail says, and proves nothing.
enum ReceivedMailView {
  static let schema = Schema.object([
    "id": .id, "state": .choice(of: KeptMail.State.self), "kind": Schema.choice(of: KeptMail.Kind.self).orNull,
    "reason": Schema.choice(of: KeptMail.Reason.self).orNull, "from": Schema.text.orNull,
    "subject": Schema.text.orNull, "recipient": .text, "envelope_from": Schema.text.orNull,
    "door": .choice(of: MailDoor.self), "message_id": Schema.text.orNull, "bytes": .integer, "tries": .integer,
    "ticket": Schema.id.orNull, "comment": Schema.id.orNull, "received_at": .time, "finished_at": Schema.time.orNull,
  ])

  static func json(_ mail: KeptMail) -> JSONValue {
    [
      "id": JSONValue(mail.id), "state": JSONValue(mail.state.rawValue), "kind": JSONValue(mail.kind?.rawValue),
      "reason": JSONValue(mail.reason?.rawValue), "from": JSONValue(mail.author), "subject": JSONValue(mail.subject),
      "recipient": JSONValue(mail.envelope.recipient), "envelope_from": JSONValue(mail.envelope.sender),
      "door": JSONValue(mail.envelope.door.rawValue), "message_id": JSONValue(mail.messageID),
      "bytes": JSONValue(mail.bytes), "tries": JSONValue(mail.tries), "ticket": JSONValue(mail.ticket),
      "comment": JSONValue(mail.comment), "received_at": JSONValue(mail.receivedAt),
      "finished_at": JSONValue(mail.finishedAt),
    ]
  }
}
