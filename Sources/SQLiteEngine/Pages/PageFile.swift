import GRDBSQLite
import Storage

/// The database file as a row of pages, as they lie there: read and written past SQLite, but through its handle, for to
/// close another one would take SQLite's locks away.
struct PageFile {
  private let handle: UnsafeMutablePointer<sqlite3_file>

  /// - Parameter connection: an open one; the file is good as long as it is.
  init(of connection: OpaquePointer?) throws {
    var handle: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &handle)
    guard code == SQLITE_OK, let handle else { throw StorageError.unavailable("the database is no file") }
    self.handle = handle
  }

  /// - Returns: nil where the file is empty, or no database.
  func layout() throws -> PageLayout? {
    try withUnsafeTemporaryAllocation(byteCount: PageLayout.headBytes, alignment: 16) { head in
      try read(into: head, at: 0) ? PageLayout(head: UnsafeRawBufferPointer(head)) : nil
    }
  }

  /// Reads the whole file, page by page.
  ///
  /// - Parameter body: with a page's number, from 1, and its bytes.
  func forEachPage(_ layout: PageLayout, _ body: (Int, UnsafeMutableRawBufferPointer) throws -> Void) throws {
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: layout.size, alignment: 16)
    defer { page.deallocate() }
    var number = 1
    while try read(number, into: page) {
      try body(number, page)
      number += 1
    }
  }

  /// - Returns: false behind the file's end.
  func read(_ number: Int, into page: UnsafeMutableRawBufferPointer) throws -> Bool {
    try read(into: page, at: Int64(number - 1) * Int64(page.count))
  }

  func write(_ page: UnsafeMutableRawBufferPointer, number: Int) throws {
    let place = Int64(number - 1) * Int64(page.count)
    let code = handle.methodsBeneath.xWrite(handle.beneath, page.baseAddress, Int32(page.count), place)
    guard code == SQLITE_OK else { throw StorageError(sqlite: code, message: "page \(number) cannot be written") }
  }

  func synchronize() throws {
    let code = handle.methodsBeneath.xSync(handle.beneath, SQLITE_SYNC_NORMAL)
    guard code == SQLITE_OK else { throw StorageError(sqlite: code, message: "the database cannot be synced") }
  }

  /// - Returns: false where the file ends before the last byte.
  private func read(into bytes: UnsafeMutableRawBufferPointer, at place: Int64) throws -> Bool {
    switch handle.methodsBeneath.xRead(handle.beneath, bytes.baseAddress, Int32(bytes.count), place) {
    case SQLITE_OK: return true
    case Self.endsBefore: return false
    case let code: throw StorageError(sqlite: code, message: "the database file cannot be read at \(place)")
    }
  }

  /// `SQLITE_IOERR_SHORT_READ`, which Swift cannot see.
  private static let endsBefore: Int32 = SQLITE_IOERR | 2 << 8
}
