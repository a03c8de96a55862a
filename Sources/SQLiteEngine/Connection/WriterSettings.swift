import SQLStorage

/// What the open writer says of itself: durability hangs on these.
package struct WriterSettings: Sendable, Equatable {
  /// 2 is FULL: a commit is on disk.
  package let synchronous: Int
  package let journalMode: String
  /// 0: only the writer's own loop writes the log back.
  package let autocheckpoint: Int
  package let pageCount: Int
}

extension SQLiteHub {
  package func writerSettings() async throws -> WriterSettings {
    try await writer.write { connection in
      func word(_ pragma: String) throws -> String {
        try connection.rows(Statement("PRAGMA \(pragma)", scope: .hub), []) { $0.text() }.first ?? ""
      }
      let settings = WriterSettings(
        synchronous: Int(try word("synchronous")) ?? -1, journalMode: try word("journal_mode"),
        autocheckpoint: Int(try word("wal_autocheckpoint")) ?? -1, pageCount: Int(try word("page_count")) ?? -1)
      return (settings, WriteEffects())
    }
  }

  /// Lets the database grow to so many pages and no further, as a full disk would. SQLite raises what is too small to the
  /// present size.
  package func limit(pages: Int) async throws {
    try await writer.write { connection in
      try connection.execute(Statement("PRAGMA max_page_count = \(pages)", scope: .hub), [])
      return ((), WriteEffects())
    }
  }
}
