import Foundation
import Synchronization

/// One backup at a time, and none that reads the database of a hub that is closed.
final class BackupTurn: Sendable {
  private struct State {
    var isTaken = false
    var readsDatabase = false
    var isStopping = false
    var stopper: CheckedContinuation<Void, Never>?
    var lastMade: Date?
  }

  private let state = Mutex(State())

  /// Whether the one that runs should end.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Of what moment the last one is that this process made.
  var lastMade: Date? { state.withLock { $0.lastMade } }

  func note(made: Date) { state.withLock { $0.lastMade = made } }

  /// Returns false where another one runs, or the hub is closing.
  func begin() -> Bool {
    state.withLock { state in
      guard !state.isTaken, !state.isStopping else { return false }
      (state.isTaken, state.readsDatabase) = (true, true)
      return true
    }
  }

  /// The database is copied; the hub need not stay open for the rest.
  func leaveDatabase() {
    let stopper = state.withLock { state in
      state.readsDatabase = false
      defer { state.stopper = nil }
      return state.stopper
    }
    stopper?.resume()
  }

  func end() {
    leaveDatabase()
    state.withLock { $0.isTaken = false }
  }

  /// Returns once none reads the database; none begins after that.
  func stop() async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        state.isStopping = true
        if state.readsDatabase { state.stopper = continuation }
        return state.readsDatabase
      }
      if !waits { continuation.resume() }
    }
  }
}
