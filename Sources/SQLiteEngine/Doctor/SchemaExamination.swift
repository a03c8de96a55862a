import Foundation
import GRDB
import SQLStorage
import Storage

/// Whether SQLite finds its own file whole, and whether the schema is the one that the migrations make.
struct SchemaExamination {
  let connection: SQLiteConnection

  private static let integrity = Statement("PRAGMA integrity_check(100)", scope: .hub)
  private static let migrations = Statement("SELECT number FROM schema_migrations", scope: .hub)
  /// What SQLite and its full text keep for themselves has no text, or is none of the migrations' own.
  private static let objects = Statement(
    """
    SELECT name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'ticket\\_words\\_%' ESCAPE '\\'
    """, scope: .hub)

  func look(_ findings: inout Findings) throws {
    for line in try connection.rows(Self.integrity, [], { $0.text() }) where line != "ok" {
      findings.note(.damage, Finding.Case(tenant: nil, noun: .database, name: "baton.sqlite", note: line))
    }
    let done = Set(try connection.rows(Self.migrations, []) { $0.count() })
    let known = Set(Migration.all.map(\.number))
    for number in done.subtracting(known).sorted() { findings.note(.migrationUnknown, Self.migration(number)) }
    for number in known.subtracting(done).sorted() { findings.note(.migrationMissing, Self.migration(number)) }
    // Another version's tables are another version's to judge.
    guard done == known else { return }
    let (found, expected) = (try Self.schema(of: connection), try Self.expected())
    for name in Set(found.keys).union(expected.keys).sorted() where found[name] != expected[name] {
      let note = expected[name] == nil ? "unknown" : found[name] == nil ? "absent" : "different"
      findings.note(.schemaDiffers, Finding.Case(tenant: nil, noun: .table, name: name, note: note))
    }
  }

  private static func migration(_ number: Int) -> Finding.Case {
    Finding.Case(tenant: nil, noun: .migration, name: "\(number)")
  }

  private static func schema(of connection: SQLiteConnection) throws -> [String: String] {
    Dictionary(try connection.rows(objects, []) { ($0.text(), $0.text()) }) { first, _ in first }
  }

  /// What the migrations make of an empty database.
  private static func expected() throws -> [String: String] {
    try DatabaseQueue().inDatabase { database in
      let connection = SQLiteConnection(database)
      _ = try Migrator(connection: connection, dialect: SQLiteDialect()).run(at: Date(timeIntervalSince1970: 0)) {
        try $0()
      }
      return try schema(of: connection)
    }
  }
}
