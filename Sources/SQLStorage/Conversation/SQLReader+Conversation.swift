package import Federation
import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package func comment(_ id: CommentID) throws -> Comment? {
    try first(ConversationSQL.comment, [.id(id)], Comment.init)
  }

  package func comment(event: EventID, on ticket: TicketID) throws -> Comment? {
    try first(ConversationSQL.commentByEvent, [.id(ticket), .id(event)], Comment.init)
  }

  package func comments(on ticket: TicketID, _ page: PageRequest) throws -> Page<Comment> {
    let after = page.after ?? PagePosition(key: .min, id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
    let comments = try rows(
      ConversationSQL.comments, [.id(ticket), .integer(after.key), .uuid(after.id), .count(page.limit + 1)],
      Comment.init)
    return Page(oneMoreThan: page.limit, comments) {
      PagePosition(key: $0.createdAt.milliseconds, id: $0.id.uuid)
    }
  }

  package func attachment(_ id: AttachmentID) throws -> Attachment? {
    try first(ConversationSQL.attachment, [.id(id)], Attachment.init)
  }

  package func attachment(event: EventID, on ticket: TicketID) throws -> Attachment? {
    try first(ConversationSQL.attachmentByEvent, [.id(ticket), .id(event)], Attachment.init)
  }

  package func attachments(on ticket: TicketID) throws -> [Attachment] {
    try rows(ConversationSQL.attachments, [.id(ticket), .count(Limits.attachmentsPerTicket)], Attachment.init)
  }

  package func crossings(of event: EventID) throws -> Set<HandoffID> {
    Set(try rows(ConversationSQL.crossings, [.id(event)]) { try $0.id(Handoff.self) })
  }
}

extension Comment {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), ticket: try columns.id(), event: try columns.id(), body: columns.text(),
      format: try columns.word(), audience: try columns.word(), author: try Author(&columns),
      origin: try columns.word(), createdAt: columns.date(), editedAt: columns.maybeDate(),
      retractedAt: columns.maybeDate(), awaitsRelease: columns.flag(), mergedFrom: columns.maybeCount())
  }
}

extension Attachment {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), ticket: try columns.id(), comment: try columns.maybeID(), event: try columns.id(),
      name: columns.text(), mediaType: columns.text(), bytes: columns.count(),
      hash: try Attachment.hash(columns.text()), audience: try columns.word(), author: try Author(&columns),
      origin: try columns.word(), createdAt: columns.date(), mergedFrom: columns.maybeCount())
  }

  private static func hash(_ hex: String) throws -> ContentHash {
    guard let hash = ContentHash(hex: hex) else { throw StorageError.corrupt("an attachment has no hash") }
    return hash
  }
}
