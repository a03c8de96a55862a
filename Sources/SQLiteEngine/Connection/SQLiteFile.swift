import CSQLite
import Foundation
import GRDB
import GRDBSQLite
import SQLStorage
import Storage
import Synchronization

/// The database file: opened, and opened anew after a failure of the disk.
///
/// Only the writer's connection ever checkpoints (`wal_autocheckpoint` is 0 everywhere), and only between two groups of
/// writes: that keeps SQLite's WAL-reset race out.
final class SQLiteFile: Sendable {
  private let path: String
  private let stepping: Stepping
  private let pageBytes: Int
  private let pool: Mutex<DatabasePool?>
  /// How many frames the write-ahead log holds, as of the writer's last commit.
  private let frames = LogFrames()
  private let deadlines = ReadDeadlines()

  /// A reader that takes longer is stopped: while it reads, the write-ahead log cannot begin anew.
  static let longestRead: Duration = .seconds(10)

  /// Refused, and without consequence, where some connection was opened before: then memory goes on being counted.
  private static let setUp: Void = { _ = baton_sqlite_without_memory_count() }()

  /// The log is written back at this number of frames even while the writer is busy. Everybody waits meanwhile, so it shall be
  /// short rather than seldom. On a small disk it is an eighth of the disk: a log that has taken all the room can no more be
  /// written back, where the database has to grow for it.
  let largestLog: Int
  private static let usualLargestLog = 6_144
  /// In bytes. A smaller disk than this is one that does not tell.
  private static let leastDisk: UInt64 = 4 << 20
  static let usualPageBytes = 4_096

  /// - Parameter pageBytes: of a file that is made here; one that there is keeps its own.
  init(_ url: URL, _ stepping: Stepping = .ownThreads, pageBytes: Int = SQLiteFile.usualPageBytes) throws {
    Self.setUp
    guard SummedPages.isInPlace else { throw StorageError.unavailable("SQLite takes no layer beneath it") }
    self.stepping = stepping
    self.pageBytes = pageBytes
    path = url.path
    pool = Mutex(nil)
    let disk = DiskRoom(at: url.deletingLastPathComponent().path)
    let fitting = disk.map { Int(max($0.whole, Self.leastDisk) / 8 / UInt64(pageBytes)) }
    largestLog = min(Self.usualLargestLog, fitting ?? Self.usualLargestLog)
    try open()
  }

  var isOpen: Bool { pool.withLock { $0 != nil } }

  func current() throws -> DatabasePool {
    guard let pool = pool.withLock({ $0 }) else { throw StorageError.unavailable("the database is not open") }
    return pool
  }

  func read<Value: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
    do {
      switch stepping {
      case .ownThreads: return try await readOnItsThread(body)
      case .withCaller: return try readNow(body)
      }
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// In a task of its own, which nobody cancels: what interrupts a cancelled read may strike while it ends its transaction,
  /// and a connection whose transaction stays open takes the process with it.
  private func readOnItsThread<Value: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
  ) async throws -> Value {
    let pool = try current()
    return try await Task { try await pool.read { [self] in try timed(body, $0) } }.value
  }

  /// Where there is one caller, the writer's connection, which knows the statements already, shows one moment as well as a
  /// reader's does.
  private func readNow<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
    try current().writeWithoutTransaction { database in
      let connection = SQLiteConnection(database)
      guard !connection.isInTransaction else { return try timed(body, database) }
      // One lock on the log for all of a body's statements.
      try connection.execute(SQLStorage.Statement("BEGIN", scope: .hub), [])
      defer { _ = try? connection.execute(SQLStorage.Statement("COMMIT", scope: .hub), []) }
      return try timed(body, database)
    }
  }

  private func timed<Value>(_ body: (SQLiteConnection) throws -> Value, _ database: Database) throws -> Value {
    deadlines.begin(database, Self.longestRead)
    defer { deadlines.end(database) }
    return try body(SQLiteConnection(database))
  }

  /// Runs on the caller's thread; for the one writer only.
  func write<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
    try current().writeWithoutTransaction { try body(SQLiteConnection($0)) }
  }

  var framesInLog: Int { frames.count }

  enum Checkpoint {
    /// As far as the readers of this moment allow.
    case partial
    /// Waits a moment for readers; the log begins anew at its first byte, and keeps its length: a file that does not grow
    /// is on disk sooner.
    case whole
    /// The same, and the log is cut to nothing.
    case emptying

    fileprivate var mode: Int32 {
      switch self {
      case .partial: SQLITE_CHECKPOINT_PASSIVE
      case .whole: SQLITE_CHECKPOINT_RESTART
      case .emptying: SQLITE_CHECKPOINT_TRUNCATE
      }
    }
  }

  /// Writes the log back into the database file.
  func checkpoint(_ checkpoint: Checkpoint) throws {
    try current().writeWithoutTransaction { database in
      var (inLog, written): (Int32, Int32) = (0, 0)
      let code = sqlite3_wal_checkpoint_v2(
        database.sqliteConnection, nil, checkpoint.mode, &inLog, &written)
      if code == SQLITE_OK, inLog == written { frames.reset() }
      guard code == SQLITE_OK || code == SQLITE_BUSY else {
        throw StorageError(sqlite: code, message: database.lastErrorMessage ?? "")
      }
    }
  }

  /// Makes the log longer ahead of what will be written into it, by a piece; false once it has its length, in bytes.
  func lengthenLog(to length: Int) throws -> Bool { try LogFile(path: path + "-wal").lengthen(to: length) }

  /// Closes what failed and opens it anew. What the log holds is written back and made durable before anything else is
  /// served, since a page that the system failed to write may pass for clean.
  func reopen() throws {
    let failed = pool.withLock { pool -> DatabasePool? in
      defer { pool = nil }
      return pool
    }
    // A connection that lost its file may fail to close; it is let go of all the same.
    try? failed?.close()
    try open()
    do {
      try checkpoint(.emptying)
    } catch {
      pool.withLock { $0 = nil }
      throw error
    }
  }

  func close() throws {
    let open = pool.withLock { pool -> DatabasePool? in
      defer { pool = nil }
      return pool
    }
    try open?.close()
  }

  private func open() throws {
    try LogFile(path: path + "-wal").writeAgain()
    do {
      let opened = try DatabasePool(path: path, configuration: configuration())
      try opened.writeWithoutTransaction { database in
        // GRDB sets NORMAL while it opens.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA busy_timeout = 50")
        try database.execute(sql: "PRAGMA cache_size = -\(Self.writerCache)")
        frames.watch(database)
        // A file that an earlier version made is written anew, with room for the sums.
        if let layout = try PageFile(of: database.sqliteConnection).layout(), !layout.isSummed {
          // The copy that this makes may be larger than the memory.
          try database.execute(sql: "PRAGMA temp_store = FILE")
          try database.execute(sql: "VACUUM")
          try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
      }
      pool.withLock { $0 = opened }
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// In kB of pages that each connection keeps to itself. The system keeps the file's pages once for all; what a connection
  /// maps or keeps of a large file would be resident once for each of them.
  private static let (writerCache, readerCache) = (10_240, 2_048)
  /// In bytes from the file's beginning that connections read where the system has mapped them: what each keeps to itself
  /// is forgotten at every commit of another, and read again. What was made first is asked for by all: roots of tables, desks,
  /// people. Not more, since it is resident once for each connection.
  private static let mapped = 4 << 20

  private func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "baton"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(1)
    configuration.maximumReaderCount = 6
    configuration.persistentReadOnlyConnections = true
    configuration.prepareDatabase { [deadlines, pageBytes] database in
      try database.execute(sql: "PRAGMA page_size = \(pageBytes)")
      SummedPages.makeRoom(in: database.sqliteConnection)
      // GRDB asks of every column that a statement reads, for observers that there are none of.
      sqlite3_set_authorizer(database.sqliteConnection, nil, nil)
      for pragma in [
        "wal_autocheckpoint = 0", "trusted_schema = OFF", "cell_size_check = ON",
        "temp_store = MEMORY",
        "mmap_size = \(Self.mapped)", "cache_size = -\(Self.readerCache)",
      ] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
      deadlines.watch(database)
      _ = baton_sqlite_keep_log_at_close(database.sqliteConnection)
    }
    return configuration
  }
}
