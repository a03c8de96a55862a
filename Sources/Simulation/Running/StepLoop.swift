import Synchronization

/// Runs the tasks of one world on the thread that asks for it, one job after the other, in the order in which they became
/// ready: so a run is the same each time.
final class StepLoop: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])

  func enqueue(_ job: UnownedJob) { jobs.withLock { $0.append(job) } }

  func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job)) }

  /// Runs until every task has ended or waits for the world.
  func drain() {
    while true {
      let ready = jobs.withLock { jobs -> [UnownedJob] in
        defer { jobs.removeAll(keepingCapacity: true) }
        return jobs
      }
      guard !ready.isEmpty else { return }
      for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }

  /// Runs something that waits for nothing.
  func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) -> Result<Value, any Error> {
    let answer = Answer<Value>()
    Task(executorPreference: self) {
      do { answer.put(.success(try await body())) } catch { answer.put(.failure(error)) }
    }
    drain()
    guard let result = answer.result else { return .failure(StillWaiting()) }
    return result
  }

  /// Begins something that may wait for the world; what it comes to is told to who is handed in.
  func start(_ body: @escaping @Sendable () async -> Void) {
    Task(executorPreference: self) { await body() }
    drain()
  }
}

/// What was to be done at once waits for something.
struct StillWaiting: Error {}

/// Where a task puts its result.
final class Answer<Value: Sendable>: Sendable {
  private let kept = Mutex<Result<Value, any Error>?>(nil)

  var result: Result<Value, any Error>? { kept.withLock { $0 } }

  func put(_ result: Result<Value, any Error>) { kept.withLock { $0 = result } }
}
