import Foundation
import GRDB

/// A ticket's rows, written bare: the ticket, its event, its search row; a hundred tickets to a durable commit.
struct GroupCommits {
  let seconds: Int

  func ticketsPerSecond() throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appending(path: "baton-ceiling-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    let pool = try DatabasePool(path: folder.appending(path: "ceiling.sqlite").path(), configuration: configuration)
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    try pool.write { try $0.execute(sql: Self.schema) }
    var count = 0
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(seconds) {
      try pool.write { db in
        for offset in 0..<100 { try insert(count + offset, db) }
      }
      count += 100
    }
    return Double(count) / (start.duration(to: .now) / .seconds(1))
  }

  private func insert(_ number: Int, _ db: Database) throws {
    let id = withUnsafeBytes(of: UUID().uuid) { Data($0) }
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    try db.cachedStatement(sql: "INSERT INTO ticket VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [Self.tenant, id, number, "Chiller trips at noon", "Breaker F7 drops out.", "high", id, now, now])
    try db.cachedStatement(sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)").execute(
      arguments: [Self.tenant, id, 1, "opened", now, "{}"])
    try db.cachedStatement(sql: "INSERT INTO search(rowid, text) VALUES (?, ?)").execute(
      arguments: [number + 1, "Chiller trips at noon Breaker F7 drops out."])
  }

  private static let tenant = Data(repeating: 7, count: 16)

  private static let schema = """
    CREATE TABLE ticket (tenant_id BLOB, id BLOB, number INTEGER, subject TEXT, description TEXT, priority TEXT,
      status BLOB, created_at INTEGER, updated_at INTEGER, PRIMARY KEY (tenant_id, id)) WITHOUT ROWID;
    CREATE UNIQUE INDEX ticket_number ON ticket (tenant_id, number);
    CREATE TABLE event (tenant_id BLOB, ticket_id BLOB, seq INTEGER, kind TEXT, at INTEGER, data TEXT,
      PRIMARY KEY (tenant_id, ticket_id, seq)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5 (text, content = '');
    """
}
