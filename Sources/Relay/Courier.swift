import DeskActions
import Federation
package import Foundation
package import Logging
import Measuring
import Mutants
package import Storage
import Ticketing

/// Brings the messages of one lane to the desk at the other end, in order.
package struct Courier: Sendable {
  private let queue: any DeliveryQueue
  private let carriage: any Carriage
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger
  private let measures: RelayMeasures

  /// How long a claim holds. A worker that takes longer writes nothing once another has claimed: the fence has risen. Longer
  /// than a carriage ever takes (15 s), else what was brought slowly would be brought for ever; and no longer than it must
  /// be, since a lane stands still so long whose worker's process is gone.
  private static let lease: TimeInterval = 20
  private static let batch = 32
  /// Between two tries to release a lane while the storage fails.
  private static let patience: Duration = .milliseconds(250)

  package init(
    queue: any DeliveryQueue, carriage: any Carriage, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger, measures: RelayMeasures = RelayMeasures()
  ) {
    self.queue = queue
    self.carriage = carriage
    self.now = now
    self.seed = seed
    self.logger = logger
    self.measures = measures
  }

  /// Works on a lane until nothing is ready in it.
  ///
  /// - Returns: when its first message is to be tried again; nil where nothing failed.
  /// - Throws: `UnfinishedClaim` where the storage failed; its lane is to be released.
  @discardableResult
  package func serve(_ key: LaneKey) async throws(UnfinishedClaim) -> Date? {
    var round = Round()
    while !Task.isCancelled {
      let start = now()
      let end = start.addingTimeInterval(Self.lease)
      do {
        guard try await serve(key, from: start, until: end, &round) else { break }
      } catch {
        throw UnfinishedClaim(key: key, until: end, fence: round.fence, cause: error)
      }
    }
    return round.retryAt
  }

  /// What is known of a lane from one claim to the next.
  private struct Round {
    var retryAt: Date?
    /// What the other desk asked for last.
    var asked: Place?
    var isWary = false
    /// Of the claim that is not reported yet.
    var fence: Int?
  }

  /// Claims a lane once; returns whether there may be more to do.
  private func serve(_ key: LaneKey, from start: Date, until end: Date, _ round: inout Round) async throws -> Bool {
    round.fence = nil
    guard let claim = try await queue.claim(key, limit: Self.batch, now: start, until: end) else { return false }
    round.fence = claim.fence
    trace("S4", "lane leased")
    // Where workers were lost, it must be known over which message: they are brought one by one.
    round.isWary = round.isWary || claim.stumbles > 0
    var report = await bring(claim.waiting.prefix(round.isWary ? 1 : Self.batch), under: claim)
    if let needs = report.resendFrom.map({ Place(epoch: $0.epoch, seq: $0.seq) }) {
      // What is missing still, after all from there on was sent again, is not to be had: to ask on would never end.
      if needs == round.asked { report.resendFrom = nil }
      round.asked = needs
    }
    guard try await queue.report(report, for: claim, now: now()) else {
      measures.lateReports.add()
      round.retryAt = nil
      return false
    }
    trace("S8", "delivery marked done")
    round.retryAt = report.retryAt
    // Where all was brought that waited, what has come since tells of itself.
    let isAll = report.done.count == claim.waiting.count && report.resendFrom == nil && report.done.count < Self.batch
    return !isAll
  }

  private func bring(_ deliveries: ArraySlice<Delivery>, under claim: LaneClaim) async -> LaneReport {
    var report = LaneReport()
    guard let first = deliveries.first else { return report }
    guard claim.stumbles < RetryPolicy.poison.tries else {
      logger.error("a message is given to people: the hub fell each time", metadata: ["delivery": "\(first.id)"])
      report.attempts = (0..<claim.stumbles).map {
        attempt(first, "failed", "fell", "the hub fell while it was brought", after: $0)
      }
      report.parked = first.id
      report.parkReason = .spent
      return report
    }
    guard let route = claim.route.map({ Route(from: claim.key.tenant, $0) }) else {
      report.parked = first.id
      report.parkReason = .unknownPartnership
      return report
    }
    for (index, delivery) in deliveries.enumerated() {
      guard now() < claim.until else { break }
      let failures = index == 0 ? claim.failures : 0
      let goesOn = await bring(delivery, along: route, failures: failures, into: &report)
      guard goesOn else { break }
    }
    return report
  }

  /// Brings one message; returns whether the next one may follow.
  private func bring(
    _ delivery: Delivery, along route: Route, failures: Int, into report: inout LaneReport
  ) async -> Bool {
    let failures = failures + 1
    do {
      let files = Mutant.filesAreLeftBehind.isOn ? [] : try delivery.files
      trace("S5", "sending")
      let answer = try await carriage.bring(
        Consignment(from: route.sender, to: route.receiver, delivery.wireBytes, files: files))
      trace("S6", "peer committed")
      trace("S7", "acknowledged")
      return note(answer, delivery, failures, &report)
    } catch let error as StorageError {
      let policy: RetryPolicy = error.isPassing ? .unreachable : .poison
      measures.note(error.isPassing ? .deferred : .failed)
      return fail(delivery, failures, policy, "storage", "\(error)", &report)
    } catch {
      logger.error(
        "a message cannot be received",
        metadata: ["delivery": "\(delivery.id)", "error": "\(String(describing: error).prefix(300))"])
      measures.note(.failed)
      return fail(delivery, failures, .poison, "stumbled", "the receiving desk stumbled over it", &report)
    }
  }

  private func note(
    _ answer: Acknowledgement, _ delivery: Delivery, _ failures: Int, _ report: inout LaneReport
  ) -> Bool {
    switch answer.outcome {
    case .applied, .duplicate, .kept, .parked:
      measures.note(.delivered)
      report.done.append(delivery.id)
      guard let needs = answer.needs, !Mutant.needIsNotHeard.isOn else { return true }
      report.resendFrom = (needs.epoch, needs.seq)
      return false
    case .notYet where Mutant.notYetIsDelivery.isOn:
      report.done.append(delivery.id)
      return true
    case .notYet:
      // It knows what it lacks: nothing has failed.
      if let needs = answer.needs, failures == 1 {
        report.resendFrom = (needs.epoch, needs.seq)
        return fail(delivery, failures, .unreachable, "lacks", "the other desk lacks what was sent before it", &report)
      }
      measures.note(.deferred)
      return fail(delivery, failures, .unreachable, "not_ready", "the other desk is not ready for it yet", &report)
    case .refused(let reason):
      measures.note(.refused)
      report.attempts.append(attempt(delivery, "refused", "refused_\(reason.rawValue)", reason.rawValue))
      if Mutant.refusalIsDelivery.isOn {
        report.done.append(delivery.id)
        return true
      }
      report.parked = delivery.id
      report.parkReason = reason
      return false
    }
  }

  private func fail(
    _ delivery: Delivery, _ failures: Int, _ policy: RetryPolicy, _ cause: String, _ excerpt: String,
    _ report: inout LaneReport
  ) -> Bool {
    if Mutant.failureIsDelivery.isOn {
      report.done.append(delivery.id)
      return true
    }
    report.attempts.append(attempt(delivery, "failed", cause, excerpt))
    let jitter = Double(seed() >> 11) / Double(UInt64(1) << 53)
    if let wait = policy.wait(afterFailures: failures, jitter: jitter), !Mutant.firstFailureParks.isOn {
      report.retryAt = now().addingTimeInterval(wait / .seconds(1))
    } else {
      report.parked = delivery.id
      report.parkReason = .spent
    }
    return false
  }

  private func attempt(
    _ delivery: Delivery, _ outcome: String, _ cause: String, _ excerpt: String, after others: Int = 0
  ) -> Attempt {
    // Counted over the delivery's whole life: a retry by a person goes on, and overwrites nothing.
    Attempt(
      delivery: delivery.id, number: delivery.attempts + others + 1, at: now(), outcome: outcome,
      excerpt: String(excerpt.prefix(1_000)), cause: AttemptCause(cause))
  }

  /// Who sends, and to which tenant.
  private struct Route {
    let sender: Sender
    let receiver: TenantID

    init(from tenant: TenantID, _ route: LaneRoute) {
      sender = Sender(tenant: tenant, name: route.sender, federationID: route.federationID, epoch: route.epoch)
      receiver = route.receiver
    }
  }

  /// Frees the lane of a claim that could not be finished, as soon as the storage works again or the lease is over.
  package func release(_ claim: UnfinishedClaim) async {
    while !Task.isCancelled, now() < claim.until {
      do { return try await queue.release(claim.key, claimedUntil: claim.until, fence: claim.fence) } catch {}
      do { try await Task.sleep(for: Self.patience) } catch { return }
    }
  }

  private func trace(_ stage: String, _ words: Logger.Message) {
    guard logger.logLevel == .trace else { return }
    logger.trace(words, metadata: ["stage": "\(stage)"])
  }
}

extension Delivery {
  /// The files whose bytes go ahead of the message that tells of them.
  fileprivate var files: [ContentHash] {
    get throws {
      switch kind {
      case .offer, .file, .remind: try Envelope(wireBytes: wireBytes).files.map(\.hash)
      case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment, .edit,
        .retract, .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume,
        .ended, .resync, .resynced, .forgotten:
        []
      }
    }
  }
}

extension StorageError {
  /// Whether it passes by itself.
  fileprivate var isPassing: Bool {
    switch self {
    case .full, .busy, .unavailable: true
    case .constraint, .corrupt: false
    }
  }
}
