import Dispatch
import Synchronization
import Testing
import Vault

@Suite("The threads for passwords", .timeLimit(.minutes(10)))
struct PasswordThreadsTests {
  @Test("work on so many at a time, and no more")
  func bounded() async throws {
    let threads = PasswordThreads(atOnce: 2, waiting: 100)
    let load = Load()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try? await threads.run {
            load.enter()
            _ = RandomBytes.system(20_000)
            load.leave()
          }
        }
      }
    }
    #expect(load.most <= 2)
  }

  @Test("are not those of the tasks: all may be kept waiting, and tasks still run")
  func apart() async throws {
    let threads = PasswordThreads(atOnce: 16, waiting: 0)
    let gate = DispatchSemaphore(value: 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 { group.addTask { try await threads.run { gate.wait() } } }
      for _ in 0..<16 { group.addTask { gate.signal() } }
      try await group.waitForAll()
    }
  }

  @Test("refuse at once when too many wait, and take more when those are done")
  func busy() async throws {
    let threads = PasswordThreads(atOnce: 1, waiting: 1)
    let gate = DispatchSemaphore(value: 0)
    let outcomes = await withTaskGroup(of: PasswordFailure?.self) { group in
      for _ in 0..<5 {
        group.addTask {
          do throws(PasswordFailure) {
            try await threads.run { gate.wait() }
            return nil
          } catch {
            return error
          }
        }
      }
      var outcomes: [PasswordFailure?] = []
      for await outcome in group {
        outcomes.append(outcome)
        if outcomes.count == 3 { for _ in 0..<2 { gate.signal() } }
      }
      return outcomes
    }
    #expect(outcomes == [.busy, .busy, .busy, nil, nil])
    #expect(try await threads.run { 7 } == 7)
  }

  @Test("hand on what the work throws")
  func failures() async {
    let threads = PasswordThreads(atOnce: 1, waiting: 0)
    await #expect(throws: PasswordFailure.outOfMemory) {
      try await threads.run { () throws(PasswordFailure) -> Int in throw .outOfMemory }
    }
  }

  /// How many are at work now, and were at the most.
  private final class Load: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func enter() {
      counts.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }

    func leave() { counts.withLock { $0.now -= 1 } }
  }
}
