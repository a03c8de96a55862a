import Foundation
import RichText
package import StrictJSON
package import Ticketing

package enum CommentView {
  static let schema = Schema.object([
    "id": .id, "body": .text, "html": .text, "format": .choice(of: Comment.Format.self),
    "audience": .choice(of: Audience.self), "author": .named("Author"),
    "attachments": .list(AttachmentView.briefSchema), "origin": .choice(of: Origin.self), "created_at": .time,
    "edited_at": .time.orNull, "retracted": .flag, "awaits_release": .flag,
    "merged_from": .integer.orNull,
  ])

  /// - Parameter attachments: those of the ticket; the comment shows its own.
  package static func json(_ comment: Comment, _ attachments: [Attachment]) -> JSONValue {
    let own = attachments.filter { $0.comment == comment.id }
    return [
      "id": JSONValue(comment.id), "body": JSONValue(comment.body), "html": JSONValue(html(comment)),
      "format": JSONValue(comment.format.rawValue), "audience": JSONValue(comment.audience.rawValue),
      "author": AuthorView.json(comment.author), "attachments": .array(own.map(AttachmentView.brief)),
      "origin": JSONValue(comment.origin.rawValue), "created_at": JSONValue(comment.createdAt),
      "edited_at": JSONValue(comment.editedAt), "retracted": JSONValue(comment.isRetracted),
      "awaits_release": JSONValue(comment.awaitsRelease), "merged_from": JSONValue(comment.mergedFrom),
    ]
  }

  private static func html(_ comment: Comment) -> String {
    if comment.body.isEmpty { return "" }
    return switch comment.format {
    case .markdown: Markdown.html(comment.body)
    case .text: Markdown.escaped(comment.body)
    }
  }
}
