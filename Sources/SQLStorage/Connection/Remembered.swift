import Synchronization

/// Remembers what an expensive, pure computation gave. It holds no more than `limit` results: then it begins anew.
final class Remembered<Input: Hashable & Sendable, Output: Sendable>: Sendable {
  private let results = Mutex<[Input: Output]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func callAsFunction(_ input: Input, _ compute: (Input) throws -> Output) rethrows -> Output {
    if let known = results.withLock({ $0[input] }) { return known }
    let output = try compute(input)
    results.withLock { results in
      if results.count >= limit { results.removeAll(keepingCapacity: true) }
      results[input] = output
    }
    return output
  }
}
