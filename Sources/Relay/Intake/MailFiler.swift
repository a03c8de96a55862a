import ConnectorKit
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
  private let connections: OutsideConnections
  /// Whether a desk stands in for an external one, of those that were asked about: it never changes.
  private let standsIn = KnownStandIns()
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

  /// - Parameters:
  ///   - trustedServers: the names by which the servers before this hub sign what they found out about a sender.
  ///   - connections: what reads the mails of external desks.
  package init(
    queue: any IntakeQueue, storage: any DeskStorage, blobs: any BlobStore, trustedServers: Set<String>,
    connections: OutsideConnections = OutsideConnections(ConnectorCatalogue()),
    now: @escaping @Sendable () -> Date, seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.queue = queue
    self.storage = storage
    self.blobs = blobs
    reader = MailReader(trustedServers: trustedServers)
    self.connections = connections
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
        var waiting = try await chains(ready[first...] + ready[..<first])[...]
        for chain in waiting.prefix(Self.atOnce) { group.addTask { try await file(chain) } }
        waiting = waiting.dropFirst(Self.atOnce)
        while try await group.next() != nil {
          if let chain = waiting.popFirst() { group.addTask { try await file(chain) } }
        }
      }
    }
  }

  /// Each mail by itself, but those of one external desk in the order in which they came: what it says first is heard first.
  private func chains(_ keys: ArraySlice<KeptMailKey>) async throws -> [[KeptMailKey]] {
    var chains: [[KeptMailKey]] = []
    var places: [TenantID: Int] = [:]
    for key in keys {
      if let place = places[key.tenant] {
        chains[place].append(key)
      } else if try await standsIn.contains(key.tenant, storage) {
        places[key.tenant] = chains.count
        chains.append([key])
      } else {
        chains.append([key])
      }
    }
    return chains.map { chain in chain.sorted { $0.mail.uuid.uuidString < $1.mail.uuid.uuidString } }
  }

  private func file(_ chain: [KeptMailKey]) async throws { for key in chain where try await !file(key) { return } }

  /// - Returns: whether the next one of the same external desk's may be filed.
  private func file(_ key: KeptMailKey) async throws -> Bool {
    let start = now()
    guard let claim = try await queue.claim(key, now: start, until: start.addingTimeInterval(Self.lease)) else {
      return false
    }
    if try await standsIn.contains(key.tenant, storage), try await isBehindAnother(claim) {
      try await giveBack(claim)
      return false
    }
    try await fileOrPark(claim)
    return true
  }

  /// Whether another node is still filing an older one, or an older one is to be filed first. One that failed keeps none waiting.
  private func isBehindAnother(_ claim: KeptMailClaim) async throws -> Bool {
    try await storage.read(in: claim.tenant) { tx in
      try tx.receivedMails(in: .waiting, PageRequest(limit: 200)).items.contains {
        $0.id.uuid.uuidString < claim.mail.id.uuid.uuidString && $0.tries < 2
      }
    }
  }

  private func giveBack(_ claim: KeptMailClaim) async throws {
    var mail = claim.mail
    mail.tries -= 1
    mail.nextAt = now().addingTimeInterval(Self.quickestPoll)
    try await settle(mail, claim)
  }

  private func fileOrPark(_ claim: KeptMailClaim) async throws {
    let key = claim.key
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
    if let standIn = try await storage.read(in: tenant, { try $0.standIn() }) {
      return try await hear(ConnectionMail(mail: mail, kind: kind, claim: claim, standIn: standIn))
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

  /// Has the connector read what an external desk says, and hears it; files are fetched later, each by itself.
  private func hear(_ mail: ConnectionMail) async throws {
    let tenant = mail.claim.tenant
    var reports: [Report] = []
    var refusal: HookRefusal?
    if !mail.isAboutMails {
      let ours = try await FindConnectionAddresses(of: tenant)(storage)
      let foreign = try await storage.read(in: tenant) { tx in
        try mail.foreign(Set([ours?.writing, ours?.secret].compactMap { $0?.lowercased() }), in: tx)
      }
      let connector = try connections.connector(of: mail.standIn)
      do throws(HookRefusal) { reports = try connector.read(foreign) } catch { refusal = error }
    }
    if let refusal {
      logger.notice(
        "a mail to a connection is not taken for its desk's",
        metadata: ["mail": "\(mail.claim.mail.id)", "why": "\(refusal)"])
    }
    let hearing = HearMail(reports: reports, refusal: refusal, mail: mail)
    let moment = Moment(now: now(), seed: seed())
    _ = try await storage.write(in: tenant) { tx in
      var moment = moment
      return try hearing.perform(in: tx, &moment)
    }
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

extension KeptMailClaim {
  fileprivate var key: KeptMailKey { KeptMailKey(tenant: tenant, mail: mail.id) }
}

/// Which desks stand in for external ones, as far as that was asked.
private actor KnownStandIns {
  private var known: [TenantID: Bool] = [:]

  /// More are forgotten at once.
  private static let most = 100_000

  func contains(_ tenant: TenantID, _ storage: any DeskStorage) async throws -> Bool {
    if let known = known[tenant] { return known }
    let standsIn = try await storage.read(in: tenant) { try $0.deskRecord()?.standsIn == true }
    if known.count >= Self.most { known = [:] }
    known[tenant] = standsIn
    return standsIn
  }
}
