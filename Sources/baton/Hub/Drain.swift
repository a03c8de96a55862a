import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// The end of a node behind a balancer: for a while it goes on serving, and says no at `/readyz` only, so that nobody is sent
/// to it any more when it ends.
struct Drain {
  let readiness: Readiness
  let pause: Duration
  let logger: Logger

  /// Runs the services until SIGTERM or SIGINT, and for the pause.
  func run(_ group: ServiceGroup) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        for await _ in signals {
          readiness.set(false)
          if pause > .zero { logger.notice("the hub ends soon, and says so at /readyz") }
          try await Task.sleep(for: pause)
          await group.triggerGracefulShutdown()
        }
      }
      // Those who wait for signals wait until the services have ended.
      try await tasks.next()
      tasks.cancelAll()
    }
  }
}
