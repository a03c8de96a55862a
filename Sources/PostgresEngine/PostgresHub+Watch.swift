package import Foundation
import SQLStorage
package import Storage

/// What falls due by the clock, one node does at once, which has the watch; to do it twice would do no harm, but be done in
/// vain by all the others. Where it is late, since that node stands still, every node does it.
extension PostgresHub {
  private static let patience: TimeInterval = 20

  /// By when something must have been due for this node to do it.
  private func due(_ now: Date) -> Date { hasWatch ? now : now.addingTimeInterval(-Self.patience) }

  package func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] {
    try await view { [now = due(now)] in try $0.dueTimers(now: now, limit: limit) }
  }

  package func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison] {
    try await view { [now = due(now)] in try $0.dueComparisons(now: now, limit: limit) }
  }
}
