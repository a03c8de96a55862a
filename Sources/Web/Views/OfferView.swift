import Federation
import Foundation
import StrictJSON
import Ticketing

/// What a partner would be shown of a ticket.
enum OfferView {
  static let schema = Schema.object([
    "number": .integer, "subject": .text, "description": .text, "type": .choice(of: TicketType.self),
    "priority": .choice(of: Priority.self), "message": .text.orNull, "respond_by": .time.orNull,
    "resolve_by": .time.orNull, "requester": Schema.object(["name": .text, "phone": .text.orNull]).orNull,
    "site": SiteView.schema.orNull, "fields": .map(of: FieldView.valueSchema), "comments": .list(comment),
    "attachments": .list(attachment), "requires": .list(.choice(of: CompletionRequirement.self)),
    "follows": .id.orNull, "above": .list(hop),
  ])

  private static let author = Schema.object([
    "name": .text, "desk": .text, "kind": .choice(of: Author.Kind.self), "role": .text.orNull,
  ])

  private static let comment = Schema.object([
    "body": .text, "format": .choice(of: Comment.Format.self), "audience": .choice(of: SharedAudience.self),
    "author": author, "created_at": .time,
  ])

  private static let attachment = Schema.object([
    "name": .text, "media_type": .text, "bytes": .integer, "audience": .choice(of: SharedAudience.self),
    "author": author, "created_at": .time,
  ])

  private static let hop = Schema.object(["desk": .text, "holder": .flag, "since": .time.orNull])

  package static func json(_ offer: Offer) -> JSONValue {
    let fields = offer.fields.sorted { $0.key < $1.key }.map { ($0.key, FieldView.json($0.value)) }
    let requester: JSONValue? = offer.requester.map { ["name": JSONValue($0.name), "phone": JSONValue($0.phone)] }
    return [
      "number": JSONValue(offer.number), "subject": JSONValue(offer.subject),
      "description": JSONValue(offer.description), "type": JSONValue(offer.type.rawValue),
      "priority": JSONValue(offer.priority.rawValue), "message": JSONValue(offer.message),
      "respond_by": JSONValue(offer.respondBy), "resolve_by": JSONValue(offer.resolveBy),
      "requester": JSONValue(requester), "site": SiteView.json(offer.site), "fields": .object(JSONObject(fields)),
      "comments": .array(offer.comments.map(json)), "attachments": .array(offer.files.map(json)),
      "requires": JSONValue(offer.requires.map(\.rawValue)), "follows": JSONValue(offer.follows),
      "above": .array(offer.above.map(json)),
    ]
  }

  private static func json(_ copy: CommentCopy) -> JSONValue {
    [
      "body": JSONValue(copy.body), "format": JSONValue(copy.format.rawValue),
      "audience": JSONValue(copy.audience.rawValue), "author": json(copy.author),
      "created_at": JSONValue(copy.createdAt),
    ]
  }

  private static func json(_ copy: AttachmentCopy) -> JSONValue {
    [
      "name": JSONValue(copy.name), "media_type": JSONValue(copy.mediaType), "bytes": JSONValue(copy.bytes),
      "audience": JSONValue(copy.audience.rawValue), "author": json(copy.author),
      "created_at": JSONValue(copy.createdAt),
    ]
  }

  private static func json(_ author: WireAuthor) -> JSONValue {
    [
      "name": JSONValue(author.name), "desk": JSONValue(author.desk), "kind": JSONValue(author.kind.rawValue),
      "role": JSONValue(author.role),
    ]
  }

  private static func json(_ hop: ChainHop) -> JSONValue {
    ["desk": JSONValue(hop.desk), "holder": JSONValue(hop.isHolder), "since": JSONValue(hop.since)]
  }
}
