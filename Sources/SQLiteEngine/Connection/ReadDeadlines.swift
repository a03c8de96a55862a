import GRDB
import GRDBSQLite
import Synchronization

/// Stops reads that take too long. SQLite asks, every so many steps of its own, whether to go on.
final class ReadDeadlines: Sendable {
  private let clocks = Mutex<[ObjectIdentifier: ReadClock]>([:])

  /// Registers a connection; its clock lives as long as this object.
  func watch(_ database: Database) {
    let clock = clocks.withLock { clocks in
      let clock = ReadClock()
      clocks[ObjectIdentifier(database)] = clock
      return clock
    }
    sqlite3_progress_handler(
      database.sqliteConnection, 50_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<ReadClock>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
      }, Unmanaged.passUnretained(clock).toOpaque())
  }

  func begin(_ database: Database, _ limit: Duration) { clock(of: database)?.start(limit) }

  func end(_ database: Database) { clock(of: database)?.stop() }

  private func clock(of database: Database) -> ReadClock? {
    clocks.withLock { $0[ObjectIdentifier(database)] }
  }
}

/// When one connection's read has to be over.
private final class ReadClock: Sendable {
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  var isOver: Bool { end.withLock { $0 }.map { ContinuousClock.now > $0 } ?? false }

  func start(_ limit: Duration) { end.withLock { $0 = ContinuousClock.now + limit } }
  func stop() { end.withLock { $0 = nil } }
}
