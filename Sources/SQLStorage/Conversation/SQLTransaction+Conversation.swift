package import Federation
import Foundation
import Storage
package import Ticketing

extension SQLTransaction {
  package func put(_ comment: Comment) throws {
    tellAfterCommit(.ticket(comment.ticket))
    let before = try first(ConversationSQL.indexedComment, [.id(comment.id)]) { (part: $0.count(), body: $0.text()) }
    if let before {
      try execute(
        ConversationSQL.updateComment,
        [
          .id(comment.id), .text(comment.body), .word(comment.audience), .date(comment.editedAt),
          .date(comment.retractedAt), .flag(comment.awaitsRelease),
        ])
      try index(part: before.part, of: comment.ticket, old: before.body, new: comment.body)
    } else {
      try insert(comment, by: ConversationSQL.insertComment)
    }
  }

  package func restore(_ comment: Comment) throws {
    tellAfterCommit(.ticket(comment.ticket))
    try insert(comment, by: ConversationSQL.restoreComment)
  }

  private func insert(_ comment: Comment, by statement: Statement) throws {
    let part = try first(
      statement,
      [
        .id(comment.id), .id(comment.ticket), .id(comment.event), .text(comment.body), .word(comment.format),
        .word(comment.audience),
      ] + comment.author.values + [
        .word(comment.origin), .date(comment.createdAt), .date(comment.editedAt), .date(comment.retractedAt),
        .flag(comment.awaitsRelease), .count(comment.mergedFrom),
      ]
    ) { $0.count() }
    if let part { try index(part: part, of: comment.ticket, old: "", new: comment.body) }
  }

  package func insert(_ attachment: Attachment) throws {
    tellAfterCommit(.ticket(attachment.ticket))
    try execute(
      ConversationSQL.insertAttachment,
      [
        .id(attachment.id), .id(attachment.ticket), .id(attachment.comment), .id(attachment.event),
        .text(attachment.name), .text(attachment.mediaType), .count(attachment.bytes), .text(attachment.hash.hex),
        .word(attachment.audience),
      ] + attachment.author.values + [
        .word(attachment.origin), .date(attachment.createdAt), .count(attachment.mergedFrom),
      ])
  }

  package func noteCrossing(of event: EventID, over handoff: HandoffID) throws {
    try execute(ConversationSQL.noteCrossing, [.id(event), .id(handoff)])
  }
}
