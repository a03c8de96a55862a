import Federation
package import Foundation
package import Storage
package import Ticketing

extension SQLHubView {
  /// Looks for what the schema cannot forbid. At most 100 findings of each kind.
  package func examine(now: Date) throws -> [Finding] {
    let tenMinutesAgo = now.addingTimeInterval(-600)
    return try [
      found(ExamineSQL.orphanedComments, "orphan", "comment", "belongs to no ticket"),
      found(ExamineSQL.orphanedAttachments, "orphan", "attachment", "belongs to no ticket"),
      found(ExamineSQL.orphanedHandoffs, "orphan", "handoff", "belongs to no ticket or no partnership"),
      found(ExamineSQL.orphanedDeliveries, "orphan", "delivery", "belongs to no ticket"),
      found(ExamineSQL.orphanedTies, "orphan", "ticket", "is tied to a ticket that is not there"),
      found(ExamineSQL.timelineGaps, "timeline", "ticket", "has a gap in its timeline"),
      found(ExamineSQL.silentTickets, "timeline", "ticket", "has no timeline"),
      found(ExamineSQL.stuck, "stuck", "delivery", "waits, but its lane is not scheduled", [.date(tenMinutesAgo)]),
      found(ExamineSQL.parked, "parked", "delivery", "is parked until a person retries or drops it"),
      found(
        ExamineSQL.missing, "missing", "delivery", "has not come, and others wait for it until a person drops it",
        [.date(tenMinutesAgo)]),
      found(ExamineSQL.miscountedHandoffs, "lane", "handoff", "counts other messages than it sent"),
      found(ExamineSQL.miscountedPartnerships, "lane", "partnership", "counts other messages than it sent"),
    ].flatMap { $0 }
  }

  private func found(
    _ statement: Statement, _ check: String, _ noun: String, _ what: String, _ more: [SQLValue] = []
  ) throws -> [Finding] {
    try connection.rows(statement, [.count(100)] + more) {
      let tenant: TenantID = try $0.id()
      let thing: ID<SQLHubView> = try $0.id()
      return Finding(check: check, detail: "\(noun) \(thing) of tenant \(tenant) \(what)")
    }
  }
}

/// A file that a desk knows, whose bytes must be there.
package struct KnownFile: Sendable {
  package let tenant: TenantID
  package let attachment: AttachmentID
  package let hash: ContentHash
}

extension SQLHubView {
  package func countFiles() throws -> Int {
    try connection.first(ExamineSQL.countFiles, []) { $0.count() } ?? 0
  }

  /// The files of all desks, at most `limit` after the last one that was seen.
  package func files(after last: KnownFile?, limit: Int) throws -> [KnownFile] {
    let start = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    return try connection.rows(
      ExamineSQL.files,
      [.uuid(last?.tenant.uuid ?? start), .uuid(last?.attachment.uuid ?? start), .count(limit)]
    ) {
      let (tenant, attachment): (TenantID, AttachmentID) = (try $0.id(), try $0.id())
      guard let hash = ContentHash(hex: $0.text()) else {
        throw StorageError.corrupt("attachment \(attachment) of tenant \(tenant) has no hash")
      }
      return KnownFile(tenant: tenant, attachment: attachment, hash: hash)
    }
  }
}
