import Federation
package import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// The hub's background work: brings deliveries as commits wake them, and does what falls due by the clock.
package struct Relay: Service {
  private let queue: any DeliveryQueue
  private let courier: Courier
  private let outside: OutsideCourier
  private let clock: TimerClock
  private let now: @Sendable () -> Date
  private let logger: Logger
  private let workers: Int

  /// How long a wake-up that was lost can stay unnoticed.
  private static let slowestPoll: TimeInterval = 5
  private static let quickestPoll: TimeInterval = 0.02

  package init(
    queue: any DeliveryQueue, courier: Courier, outside: OutsideCourier, clock: TimerClock,
    now: @escaping @Sendable () -> Date,
    logger: Logger, workers: Int = 32
  ) {
    self.queue = queue
    self.courier = courier
    self.outside = outside
    self.clock = clock
    self.now = now
    self.logger = logger
    self.workers = workers
  }

  package func run() async throws {
    let board = LaneBoard()
    let rest = Rest()
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await listen(board) }
        group.addTask { await poll(board, rest) }
        group.addTask { await clock.run() }
        for _ in 0..<workers { group.addTask { await work(board, rest) } }
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
  private func poll(_ board: LaneBoard, _ rest: Rest) async {
    while !Task.isCancelled {
      var end = now().addingTimeInterval(Self.slowestPoll)
      do {
        let lanes = try await queue.readyLanes(now: now(), limit: 1_000)
        for key in lanes { await board.add(key) }
        if let next = try await queue.nextReady(after: now()) { end = min(end, next) }
      } catch {
        if Task.isCancelled { return }
        logger.error("cannot look for ready lanes", metadata: ["error": "\(String(describing: error).prefix(300))"])
      }
      do { try await rest.take(from: now(), until: end, shortest: Self.quickestPoll) } catch { return }
    }
  }

  private func serve(_ key: LaneKey) async throws(UnfinishedClaim) -> Date? {
    switch key.lane {
    case .handoff, .partnership: try await courier.serve(key)
    case .outside: try await outside.serve(key)
    }
  }

  private func work(_ board: LaneBoard, _ rest: Rest) async {
    while let key = await board.next() {
      do {
        if let retryAt = try await serve(key) { await rest.end(by: retryAt) }
      } catch {
        logger.error("cannot work on a lane", metadata: ["error": "\(String(describing: error.cause).prefix(300))"])
        await courier.release(error)
      }
      await board.finish(key)
    }
  }
}
