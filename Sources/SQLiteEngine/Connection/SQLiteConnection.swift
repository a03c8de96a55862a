import Foundation
import GRDB
import GRDBSQLite
import SQLStorage
import Storage
import Ticketing

/// Runs statements on one of GRDB's connections, through its cache of prepared ones, while GRDB lends it.
final class SQLiteConnection: SQLConnection {
  let database: Database
  /// Set once reading or writing the file has failed: what this connection believes of the file may be wrong from then on.
  private(set) var hasFailedIO = false
  /// What the bodies of the open transaction know of their desks, and those before it knew; a body that fails leaves nothing
  /// here.
  var settings: [TenantID: KnownSettings] = [:]

  init(_ database: Database) { self.database = database }

  @discardableResult
  func execute(_ statement: SQLStorage.Statement, _ values: [SQLValue]) throws -> Int {
    let prepared = try prepare(statement, values)
    defer { sqlite3_reset(prepared) }
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW: continue
      case SQLITE_DONE: return Int(sqlite3_changes(database.sqliteConnection))
      case let code: throw failure(code)
      }
    }
  }

  func rows<Row>(
    _ statement: SQLStorage.Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> [Row] {
    let prepared = try prepare(statement, values)
    defer { sqlite3_reset(prepared) }
    var rows: [Row] = []
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW:
        var columns = Columns(SQLiteRow(statement: prepared))
        rows.append(try read(&columns))
      case SQLITE_DONE: return rows
      case let code: throw failure(code)
      }
    }
  }

  /// How many rows were written since the database was opened, those that were undone included.
  var writtenRows: Int64 { sqlite3_total_changes64(database.sqliteConnection) }

  /// Whether a transaction is open: some failures end it behind the caller's back.
  var isInTransaction: Bool { sqlite3_get_autocommit(database.sqliteConnection) == 0 }

  /// Sets how far the commits to come have to get. Not from the cache: SQLite obeys this pragma while it prepares it.
  func synchronize(_ durability: Durability) {
    let pragma =
      switch durability {
      case .onDisk: "PRAGMA synchronous = FULL"
      case .inLog: "PRAGMA synchronous = NORMAL"
      }
    // A connection of which this is not known promises nothing any more.
    if sqlite3_exec(database.sqliteConnection, pragma, nil, nil, nil) != SQLITE_OK { hasFailedIO = true }
  }

  private func prepare(_ statement: SQLStorage.Statement, _ values: [SQLValue]) throws -> OpaquePointer {
    let prepared: OpaquePointer
    do {
      prepared = try database.cachedStatement(sql: statement.sql).sqliteStatement
    } catch let error as DatabaseError {
      throw failure(error.extendedResultCode.rawValue)
    }
    for (index, value) in values.enumerated() {
      let code = bind(value, to: prepared, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw failure(code) }
    }
    return prepared
  }

  private func bind(_ value: SQLValue, to statement: OpaquePointer, at place: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(statement, place)
    case .integer(let integer): sqlite3_bind_int64(statement, place, integer)
    case .real(let real): sqlite3_bind_double(statement, place, real)
    case .text(var text):
      text.isEmpty
        ? sqlite3_bind_text(statement, place, "", 0, Self.copies)
        : text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), Self.copies)
          }
        }
    case .blob(let bytes):
      bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, place, 0)
        : sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), Self.copies)
    case .uuid(let uuid):
      withUnsafeBytes(of: uuid.uuid) { sqlite3_bind_blob(statement, place, $0.baseAddress, 16, Self.copies) }
    }
  }

  private func failure(_ code: Int32) -> StorageError {
    switch code & 0xFF {
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY: hasFailedIO = true
    default: break
    }
    return StorageError(sqlite: code, message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
  }

  /// SQLite's own name for “copy it now”, which is no pointer.
  private static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

extension SQLiteConnection {
  /// Commits what a body does, or nothing of it.
  func inTransaction(_ body: () throws -> Void) throws {
    try execute(Statement("BEGIN IMMEDIATE", scope: .hub), [])
    do {
      try body()
      try execute(Statement("COMMIT", scope: .hub), [])
    } catch {
      if isInTransaction { try execute(Statement("ROLLBACK", scope: .hub), []) }
      throw error
    }
  }
}
