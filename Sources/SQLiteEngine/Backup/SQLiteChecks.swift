import SQLStorage

/// What SQLite itself tells of a file.
enum SQLiteChecks {
  static let integrity = Statement("PRAGMA integrity_check(100)", scope: .hub)
  static let references = Statement("PRAGMA foreign_key_check", scope: .hub)
}
