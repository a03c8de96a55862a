import DeskActions
package import Foundation
package import Logging
import MailReading
import ServiceLifecycle
package import Storage
import Ticketing

/// Files the mail that came in: as a commit brings it, and again where it could not be filed.
///
/// What is made of a mail, and the note that it is filed, are one commit: whoever dies on the way has filed nothing. A mail over
/// which the hub falls again and again is parked, and keeps no other waiting.
package struct MailFiler: Service {
  private let queue: any IntakeQueue
  private let storage: any DeskStorage
  private let blobs: any BlobStore
  private let reader: MailReader
  private let threads = MailReadingThreads()
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger

  /// How many mails are under way at once.
  private static let atOnce = 8
  /// So many are looked at, and begun with at another place each time: where several nodes file, each takes others.
  private static let lookedAt = 64
  /// Longer than the largest mail takes.
  private static let lease: TimeInterval = 120
  /// How long a ring that was lost can stay unnoticed.
  private static let slowestPoll: TimeInterval = 5
  private static let quickestPoll: TimeInterval = 0.05

  /// - Parameter trustedServers: the names by which the servers before this hub sign what they found out about a sender.
  package init(
    queue: any IntakeQueue, storage: any DeskStorage, blobs: any BlobStore, trustedServers: Set<String>,
    now: @escaping @Sendable () -> Date, seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.queue = queue
    self.storage = storage
    self.blobs = blobs
    reader = MailReader(trustedServers: trustedServers)
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async throws {
    let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in queue.intakeRings { bell.yield() } }
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
        if let next = try await queue.nextReceivedMail(after: now()) {
          pause = min(pause, max(Self.quickestPoll, next.timeIntervalSince(now())))
        }
      } catch { note(error, "cannot look for received mails") }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  private func empty() async {
    do { try await fileAll() } catch { note(error, "cannot file received mails") }
  }

  /// Files until nothing is ready, or until what is ready cannot be worked on.
  package func fileAll() async throws {
    while !Task.isCancelled {
      let ready = try await queue.receivedMailsToFile(now: now(), limit: Self.lookedAt)
      guard !ready.isEmpty else { return }
      let first = ready.count > Self.atOnce ? Int(seed() % UInt64(ready.count)) : 0
      try await withThrowingTaskGroup(of: Void.self) { group in
        var waiting = (ready[first...] + ready[..<first])[...]
        for key in waiting.prefix(Self.atOnce) { group.addTask { try await file(key) } }
        waiting = waiting.dropFirst(Self.atOnce)
        while try await group.next() != nil {
          if let key = waiting.popFirst() { group.addTask { try await file(key) } }
        }
      }
    }
  }

  private func file(_ key: KeptMailKey) async throws {
    let start = now()
    guard let claim = try await queue.claim(key, now: start, until: start.addingTimeInterval(Self.lease)) else {
      return
    }
    guard claim.mail.tries <= KeptMail.mostTries else { return try await park(claim, because: .stumbled) }
    do {
      try await file(claim)
    } catch is FiledByAnother {
      return
    } catch StorageError.corrupt(let detail) {
      logger.error("a received mail cannot be read", metadata: ["mail": "\(key.mail)", "error": "\(detail)"])
      try await park(claim, because: .damaged)
    } catch {
      if Task.isCancelled { return }
      try await putOff(claim, error)
    }
  }

  private func file(_ claim: KeptMailClaim) async throws {
    let tenant = claim.tenant
    let raw = try await RawMail(try await blobs.open(claim.mail.hash, in: tenant))
    let ours = try await storage.read(in: tenant) { try $0.loopMark() }
    let (mail, kind) = try await threads.run { [reader] in
      let mail = try reader.read(raw)
      return (mail, MailKind(of: mail, ours: ours))
    }
    let files = FileMail.takesFiles(of: mail, kind, claim) ? try await stored(mail.files, of: raw, in: tenant) : []
    let filing = try await threads.run { FileMail(mail, claim: claim, as: kind, files: files) }
    let moment = Moment(now: now(), seed: seed())
    let filed = try await storage.write(in: tenant) { tx in
      var moment = moment
      return try filing.perform(in: tx, &moment)
    }
    guard let filed, filed.state == .parked else { return }
    logger.warning(
      "a received mail is parked",
      metadata: ["mail": "\(filed.id)", "reason": "\(filed.reason?.rawValue ?? "")"])
  }

  private func stored(_ files: [MailFile], of raw: RawMail, in tenant: TenantID) async throws -> [StoredFile] {
    try await MailFiles(blobs: blobs, tenant: tenant).keep(files, of: raw)
  }

  /// Tries it again later, or leaves it to a person.
  private func putOff(_ claim: KeptMailClaim, _ error: any Error) async throws {
    note(error, "a received mail could not be filed")
    guard claim.mail.tries < KeptMail.mostTries else { return try await park(claim, because: .refused) }
    var mail = claim.mail
    mail.nextAt = now().addingTimeInterval(pow(4, Double(mail.tries)))
    try await settle(mail, claim)
  }

  private func park(_ claim: KeptMailClaim, because reason: KeptMail.Reason) async throws {
    logger.warning(
      "a received mail is parked", metadata: ["mail": "\(claim.mail.id)", "reason": "\(reason.rawValue)"])
    var mail = claim.mail
    mail.settle(.parked, because: reason, at: now())
    try await settle(mail, claim)
  }

  private func settle(_ mail: KeptMail, _ claim: KeptMailClaim) async throws {
    _ = try await storage.write(in: claim.tenant) { try $0.settle(mail, claimedBy: claim.fence) }
  }

  private func note(_ error: any Error, _ words: Logger.Message) {
    if Task.isCancelled { return }
    logger.error(words, metadata: ["error": "\(String(describing: error).prefix(300))"])
  }
}
