import Dispatch
import Synchronization

/// A few threads for files, so that a slow disk never holds up a thread on which others wait.
final class BlobThreads: Sendable {
  private let threads: [BlobThread]
  private let turn = Atomic<Int>(0)

  init(count: Int = 4) { threads = (0..<count).map { BlobThread(number: $0) } }

  func next() -> BlobThread {
    threads[turn.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max % threads.count]
  }
}

/// Does one thing after another.
struct BlobThread: Sendable {
  private let queue: DispatchQueue

  init(number: Int) { self.init(named: "baton-files-\(number)") }

  init(named label: String) { queue = DispatchQueue(label: label) }

  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
