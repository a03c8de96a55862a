import Foundation
import GRDB
import SQLStorage
import Storage

/// A database file that nobody writes to.
struct QuietDatabase {
  private let queue: DatabaseQueue

  init(_ file: URL) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
    do {
      queue = try DatabaseQueue(path: file.path, configuration: configuration)
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// Runs on the caller's thread, for as long as it takes.
  func read<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
    do {
      return try queue.read { try body(SQLiteConnection($0)) }
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// What SQLite itself finds wrong, as sentences.
  func damage() throws -> [String] {
    try read { connection in
      let damage = try connection.rows(SQLiteChecks.integrity, []) { $0.text() }.filter { $0 != "ok" }
      let dangling = try connection.rows(SQLiteChecks.references, []) { $0.text() }
      return damage + Set(dangling).sorted().map { "a row of \($0) refers to nothing" }
    }
  }

  /// The attachments that the database knows, page by page.
  func forEachFile(_ environment: SQLEnvironment, _ body: (KnownFile) throws -> Void) throws {
    var last: KnownFile?
    while true {
      let page = try read { [last] in
        try SQLHubView(connection: $0, environment: environment).files(after: last, limit: 500)
      }
      guard let end = page.last else { return }
      for file in page { try body(file) }
      last = end
    }
  }

  func countFiles() throws -> Int {
    try read { try SQLHubView(connection: $0, environment: .reading).countFiles() }
  }
}
