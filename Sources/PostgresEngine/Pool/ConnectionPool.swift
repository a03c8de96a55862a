import Dispatch
import Foundation
import Measuring
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// Connections, each with a thread of its own on which it blocks: the threads on which tasks run never wait for the server.
final class ConnectionPool: Sendable {
  private let entrance: Entrance
  let size: Int
  let measures: PoolMeasures
  private let reach: @Sendable (TransactionStage) -> Void
  private let queue = Mutex(PoolQueue())
  private let arrival = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()

  /// - Parameter reach: is told of each stage of a transaction that writes a desk.
  init(
    by entrance: Entrance, size: Int, _ measures: PoolMeasures,
    reach: @escaping @Sendable (TransactionStage) -> Void = { _ in }
  ) {
    self.entrance = entrance
    self.reach = reach
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

  func run<Value: Sendable>(_ body: @escaping @Sendable (PooledConnection) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let work = PoolJob.Work.alone { place in continuation.resume(with: Result { try body(place) }) }
      add(PoolJob(work: work) { continuation.resume(throwing: $0) })
    }
  }

  /// Writes a desk, in a transaction with whatever else waits to write it.
  ///
  /// - Parameter body: gives what it came to, and what is told once that is kept.
  func write<Value: Sendable>(
    _ tenant: TenantID, until durability: Durability,
    _ body: @escaping @Sendable (PostgresConnection, inout KnownSettings) throws -> (Value, () -> Void)
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let write = DeskWrite(durability: durability) { connection, settings in
        let (value, tell) = try body(connection, &settings)
        return {
          tell()
          continuation.resume(returning: value)
        }
      } fail: {
        continuation.resume(throwing: $0)
      }
      add(PoolJob(work: .write(write, of: tenant)) { write.fail($0) })
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
      if let portion = queue.withLock({ $0.take() }) {
        measures.working.add(1)
        run(portion, at: place)
        measures.working.add(-1)
        if queue.withLock({ $0.finish(portion) }) { arrival.signal() }
      }
      // Whoever finds it closed and nothing left wakes the next one, which may sleep.
      if queue.withLock({ $0.isClosed && $0.isEmpty }) { break }
    }
    arrival.signal()
    place.close()
    ended.leave()
  }

  private func run(_ portion: PoolQueue.Portion, at place: PooledConnection) {
    switch portion {
    case .alone(let work):
      measures.waiting.add(-1)
      work(place)
    case .writes(let writes, let desk):
      measures.waiting.add(-writes.count)
      measures.note(together: writes.count)
      place.perform(writes, in: desk, reach: reach)
    }
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
