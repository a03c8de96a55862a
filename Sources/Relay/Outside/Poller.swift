import ConnectorKit
import DeskActions
package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Synchronization
import Ticketing

/// Asks external desks that tell nothing by themselves what is new, each at its time.
package final class Poller: Service {
  private let directory: any TenantDirectory
  private let storage: any DeskStorage
  private let errands: Errands
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger
  /// Who is being asked by this process.
  private let asked = Mutex<Set<TenantID>>([])

  private static let batch = 64
  private static let pause: TimeInterval = 1
  /// In rounds.
  private static let followingEvery = 60
  /// So many are asked at once.
  private static let most = 512
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
    await cancelWhenGracefulShutdown { [self] in
      // One that hangs keeps no other one waiting: each is asked by a task of its own, as long as its lease holds.
      await withDiscardingTaskGroup { [self] group in
        var round = 0
        while !Task.isCancelled {
          do {
            if round.isMultiple(of: Self.followingEvery) { try await followOwners() }
            let free = Self.most - asked.withLock(\.count)
            for tenant in try await directory.duePolls(now: now(), limit: min(Self.batch, free)) {
              group.addTask { [self] in await poll(tenant) }
            }
          } catch {
            if Task.isCancelled { return }
            logger.error("cannot ask external desks", metadata: ["error": "\(String(describing: error).prefix(300))"])
          }
          round += 1
          do { try await Task.sleep(for: .seconds(Self.pause)) } catch { return }
        }
      }
    }
  }

  /// Lets the stand-ins follow whose owners changed a connection right before a hub died.
  private func followOwners() async throws {
    for behind in try await directory.standInsBehind(limit: Self.batch) {
      guard let connection = try await storage.read(in: behind.owner, { try $0.connection(behind.connection) }) else {
        continue
      }
      try await FollowConnection(connection).perform(storage) { Moment(now: now(), seed: seed()) }
    }
  }

  private func poll(_ tenant: TenantID) async {
    guard asked.withLock({ $0.insert(tenant).inserted }) else { return }
    defer { _ = asked.withLock { $0.remove(tenant) } }
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
    // It may have been set up otherwise since.
    guard connector.isPolled else { return try await storage.write(in: tenant) { try $0.removePoll() } }
    var poll = poll
    do throws(DeliveryFailure) {
      let cursor = poll.cursor
      let asked = now()
      let polled = try await errands.run(for: tenant) { connector.poll(since: cursor, at: asked, $0) }
      poll.cursor = polled.cursor
      poll.failures = 0
      poll.nextAt = polled.isWhole ? now().addingTimeInterval(connector.pollsEvery / .seconds(1)) : now()
      try await keep(polled.reports, polled.learnt, poll, in: tenant)
    } catch {
      poll.failures += 1
      let wait = min(Self.shortestFailing * Double(1 << min(poll.failures - 1, 8)), Self.longestFailing)
      let asked = (error.retryAfter ?? .zero) / .seconds(1)
      poll.nextAt = now().addingTimeInterval(max(wait, min(asked, Self.longestFailing)))
      logger.notice("an external desk did not answer", metadata: ["stand_in": "\(tenant)", "why": "\(error)"])
      try await keep([], [:], poll, in: tenant)
    }
  }

  /// What was heard and how far it goes, in one commit.
  private func keep(
    _ reports: [Report], _ learnt: [String: String], _ poll: Poll, in tenant: TenantID
  ) async throws(DeliveryFailure) {
    let moment = Moment(now: now(), seed: seed())
    do {
      try await storage.write(in: tenant) { tx in
        var moment = moment
        try KeepLearnt(learnt).perform(in: tx, moment)
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
