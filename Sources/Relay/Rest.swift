package import Foundation

/// The rest between two looks for what is ready: it ends sooner when something comes up that falls due before its end.
package actor Rest {
  private var sleeper: Task<Void, any Error>?
  private var end = Date.distantPast
  /// What came up since the last rest began.
  private var due: Date?

  package init() {}

  /// Whether one has begun.
  package var isTaken: Bool { sleeper != nil }

  /// - Parameter shortest: in seconds; it is rested so long even where something is due already.
  package func take(from now: Date, until end: Date, shortest: TimeInterval) async throws {
    self.end = min(end, due ?? end)
    due = nil
    let seconds = max(shortest, self.end.timeIntervalSince(now))
    let sleeper = Task { try await Task.sleep(for: .seconds(seconds)) }
    self.sleeper = sleeper
    await withTaskCancellationHandler {
      _ = await sleeper.result
    } onCancel: {
      sleeper.cancel()
    }
    try Task.checkCancellation()
  }

  /// Something falls due then.
  package func end(by date: Date) {
    due = min(date, due ?? date)
    if date < end { sleeper?.cancel() }
  }
}
