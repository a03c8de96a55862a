package import Foundation
package import Storage
import Synchronization

/// The doctor's last round, or the one that is under way. One at a time: each reads everything.
package final class Examination: Sendable {
  package enum State: Sendable, Equatable {
    /// None since the hub began.
    case none
    case running(since: Date)
    case done(findings: [Finding], since: Date, until: Date)
    /// It could not be carried through; why is in the log.
    case failed(since: Date)
  }

  private let current = Mutex(State.none)

  package init() {}

  package var state: State { current.withLock { $0 } }

  /// Returns false where one runs already.
  package func begin(at now: Date) -> Bool {
    current.withLock { state in
      if case .running = state { return false }
      state = .running(since: now)
      return true
    }
  }

  /// - Parameter findings: nil where it failed.
  package func end(_ findings: [Finding]?, at now: Date) {
    current.withLock { state in
      guard case .running(let since) = state else { return }
      state = findings.map { .done(findings: $0, since: since, until: now) } ?? .failed(since: since)
    }
  }
}
