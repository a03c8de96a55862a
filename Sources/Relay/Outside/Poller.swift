import ConnectorKit
import DeskActions
package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Ticketing

/// Asks external desks that tell nothing by themselves what is new, each at its time.
package struct Poller: Service {
  private let directory: any TenantDirectory
  private let storage: any DeskStorage
  private let errands: Errands
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger

  private static let batch = 64
  private static let longestPause: TimeInterval = 1
  /// How long one may take to be asked; shorter than any may claim to.
  private static let lease: TimeInterval = 120
  private static let (shortestFailing, longestFailing): (TimeInterval, TimeInterval) = (5, 900)

  package init(
    directory: any TenantDirectory, storage: any DeskStorage, errands: Errands, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.directory = directory
    self.storage = storage
    self.errands = errands
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await pollDue() } catch {
          if Task.isCancelled { return }
          logger.error("cannot ask external desks", metadata: ["error": "\(String(describing: error).prefix(300))"])
        }
        do { try await Task.sleep(for: .seconds(Self.longestPause)) } catch { return }
      }
    }
  }

  /// Asks all whose time has come, beside one another.
  package func pollDue() async throws {
    let due = try await directory.duePolls(now: now(), limit: Self.batch)
    await withTaskGroup(of: Void.self) { group in
      for tenant in due { group.addTask { await poll(tenant) } }
    }
  }

  private func poll(_ tenant: TenantID) async {
    do {
      guard let (standIn, poll) = try await claim(tenant) else { return }
      try await ask(tenant, standIn, poll)
    } catch {
      if Task.isCancelled { return }
      logger.warning(
        "an external desk cannot be asked",
        metadata: ["stand_in": "\(tenant)", "error": "\(String(describing: error).prefix(300))"])
    }
  }

  private func claim(_ tenant: TenantID) async throws -> (StandIn, Poll)? {
    let now = now()
    return try await storage.write(in: tenant) { tx in
      guard let standIn = try tx.standIn(), var poll = try tx.poll(), poll.isDue(at: now) else { return nil }
      poll.leaseUntil = now.addingTimeInterval(Self.lease)
      if standIn.isPaused { (poll.leaseUntil, poll.nextAt) = (nil, now.addingTimeInterval(60)) }
      try tx.put(poll)
      return standIn.isPaused ? nil : (standIn, poll)
    }
  }

  private func ask(_ tenant: TenantID, _ standIn: StandIn, _ poll: Poll) async throws {
    let connector = try errands.connections.connector(of: standIn)
    var poll = poll
    do throws(DeliveryFailure) {
      let cursor = poll.cursor
      let asked = now()
      let polled = try await errands.run(for: tenant) { connector.poll(since: cursor, at: asked, $0) }
      poll.cursor = polled.cursor
      poll.failures = 0
      poll.nextAt = polled.isWhole ? now().addingTimeInterval(connector.pollsEvery / .seconds(1)) : now()
      try await keep(polled.reports, poll, in: tenant)
    } catch {
      poll.failures += 1
      let wait = min(Self.shortestFailing * Double(1 << min(poll.failures - 1, 8)), Self.longestFailing)
      let asked = (error.retryAfter ?? .zero) / .seconds(1)
      poll.nextAt = now().addingTimeInterval(max(wait, min(asked, Self.longestFailing)))
      logger.notice("an external desk did not answer", metadata: ["stand_in": "\(tenant)", "why": "\(error)"])
      try await keep([], poll, in: tenant)
    }
  }

  /// What was heard and how far it goes, in one commit.
  private func keep(_ reports: [Report], _ poll: Poll, in tenant: TenantID) async throws(DeliveryFailure) {
    let moment = Moment(now: now(), seed: seed())
    do {
      try await storage.write(in: tenant) { tx in
        var moment = moment
        _ = try HearReports(reports).perform(in: tx, &moment)
        var poll = poll
        poll.leaseUntil = nil
        try tx.put(poll)
      }
    } catch {
      logger.error(
        "what an external desk said could not be kept",
        metadata: ["stand_in": "\(tenant)", "error": "\(String(describing: error).prefix(300))"])
      throw .temporary(retryAfter: nil, .unavailable)
    }
  }
}

extension Poll {
  fileprivate func isDue(at now: Date) -> Bool {
    nextAt <= now && (leaseUntil.map { $0 <= now || $0 > now.addingTimeInterval(Poll.longestLease) } ?? true)
  }
}
