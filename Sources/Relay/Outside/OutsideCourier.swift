import ConnectorKit
import DeskActions
import Federation
package import Foundation
package import Logging
package import Storage
import StrictJSON
import Synchronization
import Ticketing

/// Tells an external desk, message by message, what has happened to one of its tickets.
package struct OutsideCourier: Sendable {
  private let queue: any DeliveryQueue
  private let storage: any DeskStorage
  private let blobs: any BlobStore
  private let errands: Errands
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger
  /// How long what a dead process asked may still be on its way through the external desk. Who asks before what is there may be
  /// told too early that it is not.
  private let grace: Duration
  private let begun = BegunTries()

  /// How long a claim holds: longer than a message takes with all that has to be asked for it.
  private static let lease: TimeInterval = 110

  package init(
    queue: any DeliveryQueue, storage: any DeskStorage, blobs: any BlobStore, errands: Errands,
    now: @escaping @Sendable () -> Date, seed: @escaping @Sendable () -> UInt64, logger: Logger,
    grace: Duration = .seconds(5)
  ) {
    self.queue = queue
    self.storage = storage
    self.blobs = blobs
    self.errands = errands
    self.now = now
    self.seed = seed
    self.logger = logger
    self.grace = grace
  }

  /// Works on a lane until nothing is ready in it.
  ///
  /// - Returns: when its first message is to be tried again; nil where nothing failed.
  /// - Throws: `UnfinishedClaim` where the storage failed; its lane is to be released.
  package func serve(_ key: LaneKey) async throws(UnfinishedClaim) -> Date? {
    while !Task.isCancelled {
      let end = now().addingTimeInterval(Self.lease)
      var fence: Int?
      do {
        // One at a time: what an external desk has taken is known before the next one is sent.
        guard let claim = try await queue.claim(key, limit: 1, now: now(), until: end) else { return nil }
        fence = claim.fence
        guard let delivery = claim.waiting.first else {
          _ = try await queue.report(LaneReport(), for: claim, now: now())
          return nil
        }
        let report = await bring(delivery, under: claim)
        guard try await queue.report(report, for: claim, now: now()) else { return nil }
        if let retryAt = report.retryAt { return retryAt }
        if report.parked != nil { return nil }
      } catch {
        throw UnfinishedClaim(key: key, until: end, fence: fence, cause: error)
      }
    }
    return nil
  }

  private func bring(_ delivery: Delivery, under claim: LaneClaim) async -> LaneReport {
    var report = LaneReport()
    let failures = claim.failures + claim.stumbles
    do throws(DeliveryFailure) {
      let omitted = try await tell(delivery, for: claim.key.tenant, earlierTries: failures)
      report.done = [delivery.id]
      if !omitted.isEmpty {
        report.attempts = [attempt(delivery, "delivered", AttemptCause(leavingOut: omitted), "left out: \(omitted)")]
      }
    } catch {
      report.attempts = [
        attempt(delivery, error.isTemporary ? "failed" : "refused", AttemptCause(error.cause), error.description)
      ]
      let jitter = Double(seed() >> 11) / Double(UInt64(1) << 53)
      let wait = error.isTemporary ? RetryPolicy.outside.wait(afterFailures: failures + 1, jitter: jitter) : nil
      if let wait {
        let asked = min(error.retryAfter ?? .zero, RetryPolicy.outside.ceiling)
        report.retryAt = now().addingTimeInterval(max(wait, asked) / .seconds(1))
      } else {
        report.parked = delivery.id
        report.parkReason = error.isTemporary ? .spent : .refusedOutside
      }
    }
    return report
  }

  private func attempt(
    _ delivery: Delivery, _ outcome: String, _ cause: AttemptCause, _ excerpt: String = ""
  ) -> Attempt {
    Attempt(
      delivery: delivery.id, number: delivery.attempts + 1, at: now(), outcome: outcome,
      excerpt: String(excerpt.prefix(1_000)), cause: cause)
  }

  /// - Returns: what of it was left out, since the external desk cannot do it or refused it.
  private func tell(
    _ delivery: Delivery, for standIn: TenantID, earlierTries: Int
  ) async throws(DeliveryFailure) -> [Omission] {
    do {
      guard let ticket = delivery.ticket else { throw DeliveryFailure.permanent(.notFound) }
      let message = try OutsideMessage(jsonBytes: delivery.wireBytes)
      let telling = try await storage.read(in: standIn) { try Telling(message, of: ticket, reading: $0) }
      let connector = try errands.connections.connector(of: telling.standIn)
      if case .fetch(let text) = message.content {
        try await fetch(text, message, ticket, standIn, connector)
        return []
      }
      guard let vocabulary = errands.connections.vocabulary(of: telling.standIn) else {
        throw DeliveryFailure.permanent(.unsupported(telling.standIn.connector))
      }
      let bytes = try await bytes(of: message, standIn)
      let numbersLater = type(of: connector).numbersLater
      guard let change = try telling.change(in: vocabulary, bytes: bytes, numbersLater: numbersLater) else {
        return telling.omission(in: vocabulary).map { [$0] } ?? []
      }
      let earlier = try await begin(message, of: ticket, in: standIn, failures: earlierTries)
      if earlier.count > 0, !begun.contains(message.event, of: ticket) {
        guard (try? await Task.sleep(for: grace)) != nil else {
          throw DeliveryFailure.temporary(retryAfter: nil, .unavailable)
        }
      }
      begun.insert(message.event, of: ticket)
      let receipt = try await errands.run(for: standIn, after: earlier) { connector.carry(change, $0) }
      let note = NoteReceipt(message, of: ticket, status: change.status(setBy: receipt), receipt)
      try await write(in: standIn) { tx, moment in try note.perform(in: tx, &moment) }
      begun.remove(ticket)
      return receipt.omitted
    } catch let failure as DeliveryFailure {
      throw failure
    } catch let error as StorageError {
      logger.error("cannot tell an external desk", metadata: ["error": "\(error)"])
      throw .temporary(retryAfter: nil, .unavailable)
    } catch {
      logger.error(
        "what an external desk was to be told cannot be understood",
        metadata: ["delivery": "\(delivery.id)", "error": "\(String(describing: error).prefix(300))"])
      throw .permanent(.unintelligible)
    }
  }

  /// Notes that a message is on its way from now on. Without it, one that was taken right before the hub died would be said
  /// twice.
  private func begin(
    _ message: OutsideMessage, of ticket: TicketID, in standIn: TenantID, failures: Int
  ) async throws -> EarlierTries {
    try await storage.write(in: standIn) { tx in
      var outside = try tx.outsideTicket(ticket) ?? OutsideTicket(ticket: ticket)
      guard outside.telling == message.event else {
        outside.telling = message.event
        try tx.put(outside)
        return EarlierTries()
      }
      let known = try tx.outsideItems(.comment, on: ticket).union(tx.outsideItems(.file, on: ticket))
      return EarlierTries(count: max(failures, 1), known: known)
    }
  }

  private func bytes(of message: OutsideMessage, _ standIn: TenantID) async throws -> EgressFile? {
    guard case .file(let file) = message.content else { return nil }
    let source = try await blobs.open(file.hash, in: standIn)
    return EgressFile(count: source.bytes) { try await source.read(offset: $0, count: $1) }
  }

  private func fetch(
    _ text: String, _ message: OutsideMessage, _ ticket: TicketID, _ standIn: TenantID, _ connector: any Connector
  ) async throws {
    let file = try ReportedFile(jsonBytes: Array(text.utf8))
    let content = try await errands.run(for: standIn) { connector.fetch(file, $0) }
    let sink = try await blobs.receive(in: standIn)
    do {
      try await sink.write(content)
      let kept = try await sink.finish()
      let keep = KeepFetchedFile(message, of: ticket, file, bytes: kept.bytes, hash: kept.hash)
      try await write(in: standIn) { tx, moment in try keep.perform(in: tx, &moment) }
    } catch {
      await sink.abandon()
      throw error
    }
  }

  private func write(
    in standIn: TenantID, _ body: @escaping @Sendable (any DeskTransaction, inout Moment) throws -> Void
  ) async throws {
    let moment = Moment(now: now(), seed: seed())
    try await storage.write(in: standIn) { tx in
      var moment = moment
      try body(tx, &moment)
    }
  }
}

/// What this process has begun to tell of each ticket. Whoever began anything else is dead.
private final class BegunTries: Sendable {
  private let events = Mutex<[TicketID: EventID]>([:])

  func contains(_ event: EventID, of ticket: TicketID) -> Bool { events.withLock { $0[ticket] == event } }

  func insert(_ event: EventID, of ticket: TicketID) { events.withLock { $0[ticket] = event } }

  func remove(_ ticket: TicketID) { events.withLock { _ = $0.removeValue(forKey: ticket) } }
}
