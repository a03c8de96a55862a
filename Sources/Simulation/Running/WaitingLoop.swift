import Foundation

/// Runs a task on the thread that asks for it, and waits where the task waits for threads of its own: nothing of the world
/// happens meanwhile.
///
/// `@unchecked`: the condition guards the jobs.
final class WaitingLoop: TaskExecutor, @unchecked Sendable {
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let answer = Answer<Value>()
    Task(executorPreference: self) {
      do { answer.put(.success(try await body())) } catch { answer.put(.failure(error)) }
    }
    while true {
      if let result = answer.result { return try result.get() }
      let ready = condition.withLock {
        while jobs.isEmpty { condition.wait() }
        defer { jobs = [] }
        return jobs
      }
      for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }
}
