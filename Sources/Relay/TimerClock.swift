import DeskActions
package import Foundation
package import Logging
package import Storage
import Ticketing

/// Does what falls due at desks: completions that confirm themselves, offers that nobody answered.
package struct TimerClock: Sendable {
  private let directory: any TenantDirectory
  private let storage: any DeskStorage
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger

  /// A timer that was set meanwhile is late by this much at most.
  private static let longestPause: TimeInterval = 2

  package init(
    directory: any TenantDirectory, storage: any DeskStorage, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.directory = directory
    self.storage = storage
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async {
    while !Task.isCancelled {
      var pause = Self.longestPause
      do {
        try await runDue()
        if let next = try await directory.nextTimer(after: now()) {
          pause = min(pause, max(0.05, next.timeIntervalSince(now())))
        }
      } catch {
        if Task.isCancelled { return }
        logger.error("cannot run timers", metadata: ["error": "\(String(describing: error).prefix(300))"])
      }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  /// Runs all that is due now.
  package func runDue() async throws {
    for timer in try await directory.dueTimers(now: now(), limit: 500) {
      let moment = Moment(now: now(), seed: seed())
      do {
        try await storage.write(in: timer.tenant) { tx in
          var moment = moment
          try RunTimer(timer).perform(in: tx, &moment)
        }
      } catch {
        // One desk's trouble is not the others'.
        if Task.isCancelled { throw error }
        logger.error(
          "cannot run a timer",
          metadata: ["handoff": "\(timer.handoff)", "error": "\(String(describing: error).prefix(300))"])
      }
    }
  }
}
