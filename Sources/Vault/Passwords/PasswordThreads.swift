import Foundation
import Synchronization

/// Threads of their own for work that keeps one busy for tens of milliseconds, so that the threads on which all tasks
/// run stay free; only so many at a time, since each takes the memory of its cost.
package final class PasswordThreads: Sendable {
  private let threads: OperationQueue
  private let inside = Mutex(0)
  private let limit: Int

  /// - Parameters:
  ///   - atOnce: how many run at a time, at least 1.
  ///   - waiting: how many more may wait for their turn.
  package init(atOnce: Int, waiting: Int) {
    threads = OperationQueue()
    threads.name = "passwords"
    threads.qualityOfService = .userInitiated
    threads.maxConcurrentOperationCount = max(1, atOnce)
    limit = max(1, atOnce) + max(0, waiting)
  }

  /// - Throws: `.busy` at once where too many wait already, else what `work` throws.
  package func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws(PasswordFailure) -> Value
  ) async throws(PasswordFailure) -> Value {
    guard enter() else { throw .busy }
    defer { inside.withLock { $0 -= 1 } }
    typealias Answer = CheckedContinuation<Result<Value, PasswordFailure>, Never>
    let result = await withCheckedContinuation { (continuation: Answer) in
      threads.addOperation {
        do throws(PasswordFailure) {
          continuation.resume(returning: .success(try work()))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  private func enter() -> Bool {
    inside.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
  }
}
