import Synchronization

/// One backup at a time, and none that outlives the hub.
final class BackupTurn: Sendable {
  private struct State {
    var isRunning = false
    var isStopping = false
    var stopper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Whether the one that runs should end.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Returns false where another one runs, or the hub is closing.
  func begin() -> Bool {
    state.withLock { state in
      guard !state.isRunning, !state.isStopping else { return false }
      state.isRunning = true
      return true
    }
  }

  func end() {
    let stopper = state.withLock { state in
      state.isRunning = false
      defer { state.stopper = nil }
      return state.stopper
    }
    stopper?.resume()
  }

  /// Returns once none runs; none begins after that.
  func stop() async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        state.isStopping = true
        if state.isRunning { state.stopper = continuation }
        return state.isRunning
      }
      if !waits { continuation.resume() }
    }
  }
}
