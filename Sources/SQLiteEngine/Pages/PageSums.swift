package import Foundation
import GRDBSQLite
package import Storage

/// The sums of a database file on which no hub runs. A tool that changes such a file leaves the sums as they were.
package enum PageSums {
  /// Takes every page as it is, and writes the sums that are not right anew.
  ///
  /// - Parameter directory: the hub's. Whatever turned over by itself there is taken for right from then on.
  /// - Returns: how many pages got a new sum.
  /// - Throws: `StorageError.unavailable` where a hub runs on it.
  package static func renew(at directory: URL) throws -> Int {
    try open(directory) { try renew(PageFile(of: $0)) }
  }

  /// The pages that are not what was written, of a file that cannot even be opened for it.
  ///
  /// - Throws: `StorageError.unavailable` where a hub runs on it.
  package static func examine(at directory: URL) throws -> [Finding] {
    try open(directory) { connection in
      var findings = Findings()
      let log = LogFile(path: directory.appendingPathComponent("baton.sqlite-wal").path)
      try PageExamination(file: PageFile(of: connection), log: log).look(&findings)
      return findings.all
    }
  }

  private static func open<Value>(_ directory: URL, _ body: (OpaquePointer?) throws -> Value) throws -> Value {
    let lock = try DirectoryLock(directory)
    defer { lock.release() }
    guard SummedPages.isInPlace else { throw StorageError.unavailable("SQLite takes no layer beneath it") }
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    let path = directory.appendingPathComponent("baton.sqlite").path
    let code = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil)
    guard code == SQLITE_OK else { throw StorageError(sqlite: code, message: "\(path) cannot be opened") }
    return try body(connection)
  }

  private static func renew(_ file: PageFile) throws -> Int {
    guard let layout = try file.layout(), layout.isSummed else { return 0 }
    var renewed = 0
    try file.forEachPage(layout) { number, page in
      guard !PageSum.isRight(UnsafeRawBufferPointer(page), number: number) else { return }
      PageSum.set(in: page, number: number)
      try file.write(page, number: number)
      renewed += 1
    }
    try file.synchronize()
    return renewed
  }
}
