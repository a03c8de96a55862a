import Dispatch
import Synchronization

/// Threads for reading mail: one that takes a second is read beside the hub's other work, not in its place.
final class MailReadingThreads: Sendable {
  private let queues = (0..<2).map { DispatchQueue(label: "baton-mail-\($0)") }
  private let turn = Atomic<Int>(0)

  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    let queue = queues[turn.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max % queues.count]
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
