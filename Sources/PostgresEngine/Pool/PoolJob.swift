import Storage
import Ticketing

/// One piece of work for a connection of the pool's.
struct PoolJob: Sendable {
  enum Work: Sendable {
    case alone(@Sendable (PooledConnection) -> Void)
    /// Writes a desk, of which one transaction goes at a time; may share it with others of the same desk.
    case write(DeskWrite, of: TenantID)
  }

  let work: Work
  /// Answers without having run.
  let refuse: @Sendable (StorageError) -> Void
}

/// What waits for a connection. Of one desk's transactions one goes at a time: the others would only hold connections while
/// they wait for its row, and those of other desks would wait behind them. So what has come to wait meanwhile goes together.
struct PoolQueue {
  /// What a thread takes at once.
  enum Portion {
    case alone(@Sendable (PooledConnection) -> Void)
    case writes([DeskWrite], of: TenantID)
  }

  /// So many bodies go into one commit.
  private static let largestGroup = 32

  private var ready: [PoolJob] = []
  private var first = 0
  private var behind: [TenantID: Backlog] = [:]
  var isClosed = false

  /// The writes of a desk that wait while one of its transactions is under way.
  private struct Backlog {
    var jobs: [PoolJob] = []
    var first = 0

    var isEmpty: Bool { first == jobs.count }

    mutating func next() -> PoolJob {
      defer {
        first += 1
        if first == jobs.count || first > 1_024 {
          jobs.removeFirst(first)
          first = 0
        }
      }
      return jobs[first]
    }
  }

  var isEmpty: Bool { first == ready.count && behind.isEmpty }

  /// - Returns: whether there is now one more portion that may be taken.
  mutating func add(_ job: PoolJob) -> Bool {
    if case .write(_, let desk) = job.work {
      if behind[desk] != nil {
        behind[desk]?.jobs.append(job)
        return false
      }
      behind[desk] = Backlog()
    }
    ready.append(job)
    return true
  }

  mutating func take() -> Portion? {
    guard first < ready.count else { return nil }
    let job = ready[first]
    first += 1
    if first == ready.count || first > 1_024 {
      ready.removeFirst(first)
      first = 0
    }
    switch job.work {
    case .alone(let run): return .alone(run)
    case .write(let write, let desk): return .writes([write] + more(of: desk), of: desk)
    }
  }

  private mutating func more(of desk: TenantID) -> [DeskWrite] {
    var writes: [DeskWrite] = []
    while writes.count + 1 < Self.largestGroup, behind[desk]?.isEmpty == false, let job = behind[desk]?.next() {
      if case .write(let write, _) = job.work { writes.append(write) }
    }
    return writes
  }

  /// To be called when a portion is done; what waits of the desk may be taken, behind all others that wait already.
  ///
  /// - Returns: whether there is any.
  mutating func finish(_ portion: Portion) -> Bool {
    guard case .writes(_, let desk) = portion, let waiting = behind[desk] else { return false }
    guard !waiting.isEmpty else {
      behind[desk] = nil
      return false
    }
    if let next = behind[desk]?.next() { ready.append(next) }
    return true
  }
}
