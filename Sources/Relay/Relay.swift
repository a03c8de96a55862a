package import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// The hub's background work: brings deliveries as commits wake them, and does what falls due by the clock.
package struct Relay: Service {
  private let queue: any DeliveryQueue
  private let courier: Courier
  private let clock: TimerClock
  private let now: @Sendable () -> Date
  private let logger: Logger
  private let workers: Int

  /// How long a wake-up that was lost can stay unnoticed.
  private static let slowestPoll: TimeInterval = 5

  package init(
    queue: any DeliveryQueue, courier: Courier, clock: TimerClock, now: @escaping @Sendable () -> Date,
    logger: Logger, workers: Int = 32
  ) {
    self.queue = queue
    self.courier = courier
    self.clock = clock
    self.now = now
    self.logger = logger
    self.workers = workers
  }

  package func run() async throws {
    let board = LaneBoard()
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await listen(board) }
        group.addTask { await poll(board) }
        group.addTask { await clock.run() }
        for _ in 0..<workers { group.addTask { await work(board) } }
        await group.next()
        await board.close()
        group.cancelAll()
      }
    }
  }

  private func listen(_ board: LaneBoard) async {
    for await key in queue.wakeUps { await board.add(key) }
  }

  /// Finds the lanes whose time has come, and those whose wake-up was lost.
  private func poll(_ board: LaneBoard) async {
    while !Task.isCancelled {
      var pause = Self.slowestPoll
      do {
        let lanes = try await queue.readyLanes(now: now(), limit: 1_000)
        for key in lanes { await board.add(key) }
        if let next = try await queue.nextReady(after: now()) {
          pause = min(pause, max(0.02, next.timeIntervalSince(now())))
        }
      } catch {
        if Task.isCancelled { return }
        logger.error("cannot look for ready lanes", metadata: ["error": "\(String(describing: error).prefix(300))"])
      }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  private func work(_ board: LaneBoard) async {
    await withDiscardingTaskGroup { group in
      while let key = await board.next() {
        var again: Date?
        do { again = try await courier.serve(key) } catch {
          logger.error("cannot work on a lane", metadata: ["error": "\(String(describing: error).prefix(300))"])
          // It may still count as claimed, for as long as a lease.
          again = now().addingTimeInterval(Self.slowestPoll)
        }
        await board.finish(key)
        if let again { group.addTask { await wake(key, at: again, on: board) } }
      }
    }
  }

  /// What is to be tried again sooner than the poll would look is not left to it.
  private func wake(_ key: LaneKey, at time: Date, on board: LaneBoard) async {
    let pause = time.timeIntervalSince(now())
    guard pause <= Self.slowestPoll else { return }
    do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    await board.add(key)
  }
}
