import Storage
import Ticketing

/// One piece of work for a connection of the pool's.
struct PoolJob: Sendable {
  /// The desk that it writes; nil where it only reads, or writes what is the hub's.
  let desk: TenantID?
  let run: @Sendable (PooledConnection) -> Void
  /// Answers without having run.
  let refuse: @Sendable (StorageError) -> Void
}

/// What waits for a connection. Of one desk's writes one goes at a time: the others would only hold connections while they
/// wait for its row, and those of other desks would wait behind them.
struct PoolQueue {
  private var ready: [PoolJob] = []
  private var first = 0
  private var behind: [TenantID: [PoolJob]] = [:]
  var isClosed = false

  var isEmpty: Bool { first == ready.count && behind.isEmpty }

  /// - Returns: whether there is now one more that may be taken.
  mutating func add(_ job: PoolJob) -> Bool {
    if let desk = job.desk {
      if behind[desk] != nil {
        behind[desk]?.append(job)
        return false
      }
      behind[desk] = []
    }
    ready.append(job)
    return true
  }

  mutating func take() -> PoolJob? {
    guard first < ready.count else { return nil }
    defer {
      first += 1
      if first == ready.count || first > 1_024 {
        ready.removeFirst(first)
        first = 0
      }
    }
    return ready[first]
  }

  /// To be called when a job is done; the desk's next one may be taken, behind all others that wait already.
  ///
  /// - Returns: whether there is one.
  mutating func finish(_ job: PoolJob) -> Bool {
    guard let desk = job.desk, var waiting = behind[desk] else { return false }
    guard !waiting.isEmpty else {
      behind[desk] = nil
      return false
    }
    ready.append(waiting.removeFirst())
    behind[desk] = waiting
    return true
  }
}
