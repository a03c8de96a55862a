import Federation
package import Foundation
package import Storage
package import Ticketing

enum KnownFileSQL {
  /// Every file that a desk knows, page by page.
  static let files = Statement(
    """
    SELECT tenant_id, id, hash, bytes, is_mail FROM (
      SELECT * FROM (\(page("attachments", isMail: 0))) AS a UNION ALL
      SELECT * FROM (\(page("received_mails", isMail: 1))) AS m
    ) AS known ORDER BY tenant_id, id LIMIT ?3
    """, scope: .hub)

  private static func page(_ table: String, isMail: Int) -> String {
    """
    SELECT tenant_id, id, hash, bytes, \(isMail) AS is_mail FROM \(table) WHERE (tenant_id, id) > (?1, ?2)
      ORDER BY tenant_id, id LIMIT ?3
    """
  }

  static let countFiles = Statement(
    "SELECT (SELECT count(*) FROM attachments) + (SELECT count(*) FROM received_mails)", scope: .hub)

  static let hashes = Statement(
    """
    SELECT hash FROM attachments WHERE tenant_id = ?1 UNION SELECT hash FROM received_mails WHERE tenant_id = ?1
    ORDER BY hash
    """, scope: .hub)

  /// Messages that have come in and still wait; the bytes of their files are here before them.
  static let arrived = Statement(
    """
    SELECT wire FROM deliveries
    WHERE direction = 'in' AND kind IN ('offer', 'file') AND state IN ('waiting', 'parked')
    """, scope: .hub)

  static let all = [files, countFiles, hashes, arrived]
}

/// A file that a desk knows, an attachment or a mail as it came, whose bytes must be there.
package struct KnownFile: Sendable {
  package let tenant: TenantID
  package let id: UUID
  package let isMail: Bool
  package let hash: ContentHash
  package let bytes: Int

  package var noun: Finding.Noun { isMail ? .receivedMail : .attachment }
  package var name: String { ID<KnownFile>(id).description }
}

extension SQLHubView {
  package func countFiles() throws -> Int {
    try connection.first(KnownFileSQL.countFiles, []) { $0.count() } ?? 0
  }

  /// The files of all desks, at most `limit` after the last one that was seen.
  package func files(after last: KnownFile?, limit: Int) throws -> [KnownFile] {
    try connection.files(after: last, limit: limit)
  }

  /// The hashes of a desk's files, as they are written, in their order.
  package func forEachHash(of tenant: TenantID, _ body: (String) throws -> Void) throws {
    try walk(KnownFileSQL.hashes, [.id(tenant)]) { try body($0.text()) }
  }

  /// The hashes of the files of messages that have come in and wait to be applied.
  package func arrivedFiles() throws -> Set<String> {
    var hashes: Set<String> = []
    try walk(KnownFileSQL.arrived) { columns in
      guard let envelope = try? Envelope(wireBytes: columns.bytes()) else { return }
      hashes.formUnion(envelope.files.map(\.hash.hex))
    }
    return hashes
  }
}

extension SQLConnection {
  func files(after last: KnownFile?, limit: Int) throws -> [KnownFile] {
    let start = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    return try rows(
      KnownFileSQL.files,
      [.uuid(last?.tenant.uuid ?? start), .uuid(last?.id ?? start), .count(limit)]
    ) {
      let (tenant, id): (TenantID, AttachmentID) = (try $0.id(), try $0.id())
      guard let hash = ContentHash(hex: $0.text()) else {
        throw StorageError.corrupt("file \(id) of tenant \(tenant) has no hash")
      }
      let bytes = $0.count()
      return KnownFile(tenant: tenant, id: id.uuid, isMail: $0.flag(), hash: hash, bytes: bytes)
    }
  }
}
