import DeskActions
import Federation
package import Foundation
package import Logging
package import Mail
import ServiceLifecycle
package import Storage
import Ticketing

/// Sends the mails that wait: as a commit brings them, and again when a server that did not take them may do so.
package struct Postman: Service {
  private let queue: any MailQueue
  private let storage: any DeskStorage
  private let writer: MailWriter
  private let carrier: any MailCarrier
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger
  /// Of all desks together, to people who wrote in.
  private let acknowledgementsAnHour: Int

  /// How many mails are under way at once.
  private static let atOnce = 8
  /// So many are looked at, and begun with at another place each time: where several nodes send, each takes others.
  private static let lookedAt = 64
  /// Longer than a server may take.
  private static let lease: TimeInterval = 120
  /// How long a ring that was lost can stay unnoticed.
  private static let slowestPoll: TimeInterval = 5

  package init(
    queue: any MailQueue, storage: any DeskStorage, blobs: any BlobStore, carrier: any MailCarrier, sender: Mailbox,
    publicURL: String, acknowledgementsAnHour: Int = RequesterMail.acknowledgementsAnHourOfHub,
    now: @escaping @Sendable () -> Date, seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.queue = queue
    self.storage = storage
    self.acknowledgementsAnHour = acknowledgementsAnHour
    writer = MailWriter(storage: storage, blobs: blobs, sender: sender, publicURL: publicURL)
    self.carrier = carrier
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async throws {
    let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in queue.mailRings { bell.yield() } }
        group.addTask { await poll(bell) }
        group.addTask { for await _ in rings { await empty() } }
        await group.next()
        group.cancelAll()
      }
    }
  }

  /// Rings for the mails whose time has come, and for those whose ring was lost.
  private func poll(_ bell: AsyncStream<Void>.Continuation) async {
    while !Task.isCancelled {
      var pause = Self.slowestPoll
      bell.yield()
      do {
        if let next = try await queue.nextMail(after: now()) {
          pause = min(pause, max(0.05, next.timeIntervalSince(now())))
        }
      } catch { note(error, "cannot look for mails") }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  private func empty() async {
    do { try await sendAll() } catch { note(error, "cannot send mails") }
  }

  /// Sends until nothing is ready, or until what is ready cannot be worked on.
  package func sendAll() async throws {
    while !Task.isCancelled {
      let ready = try await queue.readyMails(now: now(), limit: Self.lookedAt)
      guard !ready.isEmpty else { return }
      let first = ready.count > Self.atOnce ? Int(seed() % UInt64(ready.count)) : 0
      try await withThrowingTaskGroup(of: Void.self) { group in
        for key in (ready[first...] + ready[..<first]).prefix(Self.atOnce) { group.addTask { try await send(key) } }
        try await group.waitForAll()
      }
    }
  }

  private func send(_ key: MailKey) async throws {
    let start = now()
    guard let claim = try await queue.claim(key, now: start, until: start.addingTimeInterval(Self.lease)) else {
      return
    }
    let (report, refusal) = try await report(on: claim)
    let isWritten = try await queue.report(report, for: claim, now: now())
    if let refusal, isWritten, case .requester(let mail) = key.mail {
      try await note(refusal, of: mail, in: key.tenant)
    }
  }

  /// The server said that nobody has the address: the desk writes there no more.
  private func note(_ words: String, of mail: RequesterMailID, in tenant: TenantID) async throws {
    let moment = Moment(now: now(), seed: seed())
    let refusal = NoteRefusal(of: mail, saying: words)
    try await storage.write(in: tenant) { tx in
      var moment = moment
      try refusal.perform(in: tx, &moment)
    }
  }

  /// - Returns: what became of it; and what the server said, where it said that nobody has the address.
  private func report(on claim: MailClaim) async throws -> (MailReport, refusal: String?) {
    switch try await writer.draft(of: claim.key) {
    case .message(let message, let kind):
      if kind == .acknowledgement, try await hubToldEnough() { return (withheld(.hubLimit, claim), nil) }
      do throws(MailFailure) {
        try await carrier.carry(message)
        return (.sent, nil)
      } catch {
        guard case .noSuchAddress(let words) = error else { return (failed(claim, error), nil) }
        return (failed(claim, error), words)
      }
    case .withheld(let why): return (withheld(why, claim), nil)
    case .nothing: return (.cancelled, nil)
    }
  }

  /// A05: whoever makes the hub write to many strangers by many desks gets no further.
  private func hubToldEnough() async throws -> Bool {
    try await queue.acknowledgementsSent(since: now().addingTimeInterval(-3_600)) >= acknowledgementsAnHour
  }

  private func withheld(_ why: RequesterMail.Withholding, _ claim: MailClaim) -> MailReport {
    logger.log(
      level: why == .hubLimit ? .warning : .notice, "a mail to a requester is withheld",
      metadata: ["mail": "\(claim.key.mail)", "reason": "\(why.rawValue)"])
    return .withheld(why)
  }

  private func failed(_ claim: MailClaim, _ failure: MailFailure) -> MailReport {
    let jitter = Double(seed() >> 11) / Double(UInt64(1) << 53)
    switch failure {
    case .temporary(let reason):
      guard let wait = RetryPolicy.mail.wait(afterFailures: claim.attempt, jitter: jitter) else {
        return parked(claim, reason)
      }
      if claim.attempt == 1 {
        logger.notice(
          "a mail was not taken and is tried again",
          metadata: ["mail": "\(claim.key.mail)", "reason": "\(reason)"])
      }
      return .failed(reason: reason, again: now().addingTimeInterval(wait / .seconds(1)))
    case .permanent(let reason), .noSuchAddress(let reason): return parked(claim, reason)
    }
  }

  private func parked(_ claim: MailClaim, _ reason: String) -> MailReport {
    logger.warning("a mail is parked", metadata: ["mail": "\(claim.key.mail)", "reason": "\(reason)"])
    return .parked(reason: reason)
  }

  private func note(_ error: any Error, _ words: Logger.Message) {
    if Task.isCancelled { return }
    logger.error(words, metadata: ["error": "\(String(describing: error).prefix(300))"])
  }
}
