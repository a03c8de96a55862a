import Foundation
package import StrictJSON
package import Ticketing

package enum AttachmentView {
  static let schema = Schema.object([
    "id": .id, "name": .text, "media_type": .text, "bytes": .integer, "sha256": .text,
    "audience": .choice(of: Audience.self), "comment": Schema.id.orNull, "author": .named("Author"),
    "origin": .choice(of: Origin.self), "created_at": .time, "merged_from": .integer.orNull,
  ])

  package static func json(_ attachment: Attachment) -> JSONValue {
    [
      "id": JSONValue(attachment.id), "name": JSONValue(attachment.name),
      "media_type": JSONValue(attachment.mediaType), "bytes": JSONValue(attachment.bytes),
      "sha256": JSONValue(attachment.hash.hex), "audience": JSONValue(attachment.audience.rawValue),
      "comment": JSONValue(attachment.comment), "author": AuthorView.json(attachment.author),
      "origin": JSONValue(attachment.origin.rawValue), "created_at": JSONValue(attachment.createdAt),
      "merged_from": JSONValue(attachment.mergedFrom),
    ]
  }

  static let briefSchema = Schema.object(["id": .id, "name": .text, "media_type": .text, "bytes": .integer])

  static func brief(_ attachment: Attachment) -> JSONValue {
    [
      "id": JSONValue(attachment.id), "name": JSONValue(attachment.name),
      "media_type": JSONValue(attachment.mediaType), "bytes": JSONValue(attachment.bytes),
    ]
  }
}
