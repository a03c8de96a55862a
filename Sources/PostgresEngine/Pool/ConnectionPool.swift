import Dispatch
import Foundation
import Measuring
import Storage
import Synchronization
import Ticketing

/// Connections, each with a thread of its own on which it blocks: the threads on which tasks run never wait for the server.
final class ConnectionPool: Sendable {
  private let entrance: Entrance
  let size: Int
  let measures: PoolMeasures
  private let queue = Mutex(PoolQueue())
  private let arrival = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()

  init(by entrance: Entrance, size: Int, _ measures: PoolMeasures) {
    self.entrance = entrance
    self.size = size
    self.measures = measures
    for number in 0..<size {
      ended.enter()
      let thread = Thread { [self] in loop() }
      thread.name = "baton-pg-\(number)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  func run<Value: Sendable>(
    for desk: TenantID? = nil, _ body: @escaping @Sendable (PooledConnection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let job = PoolJob(desk: desk) { place in
        continuation.resume(with: Result { try body(place) })
      } refuse: {
        continuation.resume(throwing: $0)
      }
      add(job)
    }
  }

  private func add(_ job: PoolJob) {
    let isReady = queue.withLock { queue -> Bool? in queue.isClosed ? nil : queue.add(job) }
    switch isReady {
    case true?:
      measures.waiting.add(1)
      arrival.signal()
    case false?: measures.waiting.add(1)
    case nil: job.refuse(.unavailable("the hub is shutting down"))
    }
  }

  /// Returns once what was taken before is done, and every connection is closed. What comes later is refused.
  func close() async {
    queue.withLock { $0.isClosed = true }
    for _ in 0..<size { arrival.signal() }
    await withCheckedContinuation { continuation in
      ended.notify(queue: .global()) { continuation.resume() }
    }
  }

  private func loop() {
    let place = PooledConnection(by: entrance, measures)
    while true {
      arrival.wait()
      if leavesToOthers(place) { continue }
      let job = queue.withLock { $0.take() }
      if let job {
        measures.waiting.add(-1)
        measures.working.add(1)
        job.run(place)
        measures.working.add(-1)
        if queue.withLock({ $0.finish(job) }) { arrival.signal() }
      }
      // Whoever finds it closed and nothing left wakes the next one, which may sleep.
      if queue.withLock({ $0.isClosed && $0.isEmpty }) { break }
    }
    arrival.signal()
    place.close()
    ended.leave()
  }

  /// A server may have fewer connections than this pool would take: a place that gets none leaves the work to those that
  /// have one, and only where nobody has one are those who ask refused.
  private func leavesToOthers(_ place: PooledConnection) -> Bool {
    guard !queue.withLock({ $0.isClosed }), !place.isOpen, measures.open.value > 0 else { return false }
    guard (try? place.connection()) == nil, measures.open.value > 0 else { return false }
    arrival.signal()
    Thread.sleep(forTimeInterval: max(0.02, (place.pause ?? .zero) / .seconds(1)))
    return true
  }
}
