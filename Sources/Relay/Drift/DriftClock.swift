package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Ticketing

/// Compares the handoffs over each partnership from time to time, and puts right what has drifted apart.
package struct DriftClock: Service {
  private let directory: any TenantDirectory
  private let comparer: Comparer
  private let every: TimeInterval
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger

  /// So many partnerships are looked for at once; they are compared one after another, so that people never wait for it.
  private static let batch = 50
  /// How late a comparison may be, in seconds.
  private static let longestPause: TimeInterval = 5

  /// - Parameter every: in seconds, between two comparisons of one partnership; shifted by up to a quarter, so that those
  ///   of a hub spread over the time.
  package init(
    directory: any TenantDirectory, comparer: Comparer, every: TimeInterval, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.directory = directory
    self.comparer = comparer
    self.every = every
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await compareDue() } catch {
          if Task.isCancelled { return }
          logger.error("cannot compare handoffs", metadata: ["error": "\(String(describing: error).prefix(300))"])
        }
        do { try await Task.sleep(for: .seconds(min(Self.longestPause, every))) } catch { return }
      }
    }
  }

  /// Compares all whose time has come.
  package func compareDue() async throws {
    while true {
      let due = try await directory.dueComparisons(now: now(), limit: Self.batch)
      for comparison in due {
        let jitter = Double(seed() >> 11) / Double(UInt64(1) << 53)
        let wait = min(every * (0.75 + jitter / 2), Comparison.longestWait)
        do { try await comparer.compare(comparison, again: now().addingTimeInterval(wait)) } catch {
          // One partner's trouble is not the others'.
          if Task.isCancelled { throw error }
          logger.error(
            "cannot compare the handoffs over a partnership",
            metadata: [
              "partnership": "\(comparison.partnership)", "error": "\(String(describing: error).prefix(300))",
            ])
        }
      }
      guard due.count == Self.batch else { return }
    }
  }
}
