import GRDB
import GRDBSQLite
import Storage

extension StorageError {
  /// - Parameter code: a result code of SQLite's, extended or not.
  init(sqlite code: Int32, message: String) {
    switch code & 0xFF {
    case SQLITE_FULL, SQLITE_TOOBIG: self = .full
    // A reader that could not get hold of the log, since others began so often meanwhile, is told of a “protocol”.
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT, SQLITE_PROTOCOL: self = .busy
    case SQLITE_CONSTRAINT: self = .constraint(StorageError.constraint(in: message))
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_MISMATCH: self = .corrupt(message)
    case SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_NOMEM:
      self = .unavailable(message)
    default: self = .unavailable("\(message) (\(code))")
    }
  }

  init(_ error: DatabaseError) {
    self.init(sqlite: error.extendedResultCode.rawValue, message: error.message ?? "")
  }

  /// The last column of the rule: `agents.folded_email`; what SQLite says of a foreign key names none.
  private static func constraint(in message: String) -> String {
    guard let columns = message.split(separator: ":").dropFirst().first else { return message }
    return columns.split(separator: ",").last.map { String($0.drop { $0 == " " }) } ?? message
  }
}
