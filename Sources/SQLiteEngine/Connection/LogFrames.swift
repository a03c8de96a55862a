import GRDB
import GRDBSQLite
import Synchronization

/// Counts the frames of the write-ahead log: SQLite tells it after every commit of the writer's.
final class LogFrames: Sendable {
  private let value = Atomic<Int>(0)

  var count: Int { value.load(ordering: .relaxed) }

  func reset() { value.store(0, ordering: .relaxed) }

  /// The counter must outlive the connection.
  func watch(_ database: Database) {
    _ = sqlite3_wal_hook(
      database.sqliteConnection,
      { context, _, _, frames in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogFrames>.fromOpaque(context).takeUnretainedValue().value.store(Int(frames), ordering: .relaxed)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
