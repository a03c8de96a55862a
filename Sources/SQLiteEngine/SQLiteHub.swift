package import Foundation
package import Logging
import SQLStorage
package import Storage
import Synchronization

/// A hub kept in one directory: `baton.sqlite` beside `blobs/`. It is the desks' storage, the relay's queue and the
/// directory of tenants in one; hand each part of the program only the protocol that it needs.
///
/// One process owns the directory, from `open` to `close`.
package final class SQLiteHub: Sendable {
  /// The lanes that commits made ready. One consumer; what it leaves unread beyond 16,384 is dropped, and found by its
  /// slow poll.
  package let wakeUps: AsyncStream<LaneKey>
  /// Rings when a commit brought a mail. One consumer.
  package let mailRings: AsyncStream<Void>
  package let webhookRings: AsyncStream<Void>
  package let intakeRings: AsyncStream<Void>
  package let blobs: FileBlobs
  /// What pages that are open listen to.
  package let feed = DeskFeed()

  let directory: URL
  let file: SQLiteFile
  let writer: GroupWriter
  let environment: SQLEnvironment
  let versions = DeskVersions()
  let turn = BackupTurn()
  /// Since when this process works on the hub.
  let openedAt: Date
  private let lock: DirectoryLock
  private let wakeUp: AsyncStream<LaneKey>.Continuation
  private let mailRing: AsyncStream<Void>.Continuation
  private let webhookRing: AsyncStream<Void>.Continuation
  private let intakeRing: AsyncStream<Void>.Continuation
  private let logger: Logger

  /// Opens the directory, makes it where there is none, and brings the schema up to date.
  ///
  /// - Parameters:
  ///   - now: for what grows old by itself, as kept answers do.
  ///   - sendsMail: whether there is a server to send mail through; without one, no mail is kept to be sent.
  ///   - mailDomain: below which the hub itself gives each desk an address; nil where it gives none.
  ///   - stumbled: whether the process that had it before fell over something of its own, and was not just ended.
  ///   - stepping: on whose thread the work is done.
  ///   - pageBytes: how long the pages of a database are that is made here, a power of two from 512 to 65,536; smaller ones
  ///     make small databases quicker to copy.
  /// - Throws: `StorageError.unavailable` where another process owns the directory.
  package init(
    at directory: URL, sealer: any Sealer, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
    sendsMail: Bool = true, mailDomain: String? = nil, stumbled: Bool = false, stepping: Stepping = .ownThreads,
    pageBytes: Int = 4_096
  ) throws {
    try Directories.make(directory)
    self.directory = directory
    openedAt = now()
    lock = try DirectoryLock(directory)
    self.logger = logger
    let dialect = SQLiteDialect()
    environment = SQLEnvironment(
      sealer: sealer, dialect: dialect, now: now, sendsMail: sendsMail, mailDomain: mailDomain)
    file = try SQLiteFile(directory.appendingPathComponent("baton.sqlite"), stepping, pageBytes: pageBytes)
    let shortage = Shortage()
    blobs = try FileBlobs(at: directory.appendingPathComponent("blobs"), shortage: shortage)
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(16_384))
    (mailRings, mailRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (webhookRings, webhookRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (intakeRings, intakeRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    writer = GroupWriter(
      file: file, dialect: dialect, logger: logger, versions: versions, stepping: stepping, shortage: shortage
    ) {
      [wakeUp, mailRing, webhookRing, intakeRing, feed] effects in
      for lane in effects.wakeUps { wakeUp.yield(lane) }
      if effects.bringsMail { mailRing.yield() }
      if effects.bringsWebhooks { webhookRing.yield() }
      if effects.bringsReceivedMail { intakeRing.yield() }
      if let desk = effects.desk { feed.publish(effects.changes, in: desk) }
    }
    try migrate(dialect, at: now(), stumbled: stumbled)
    writer.start()
  }

  /// Answers what was asked before, writes the log back and gives the directory free. What is asked later is refused with
  /// `StorageError.unavailable`.
  package func close() async throws {
    await turn.stop()
    await writer.stop()
    try release()
  }

  /// The same for a hub that steps with its caller, which has nothing under way.
  package func closeWithCaller() throws { try release() }

  /// Lets go of the files as they are, as a process does that dies.
  package func abandonWithCaller() throws { try letGo() }

  private func release() throws {
    try letGo { try file.checkpoint(.emptying) }
  }

  private func letGo(after last: () throws -> Void = {}) throws {
    wakeUp.finish()
    feed.close()
    mailRing.finish()
    webhookRing.finish()
    intakeRing.finish()
    defer { lock.release() }
    try last()
    try file.close()
  }

  private func migrate(_ dialect: SQLiteDialect, at now: Date, stumbled: Bool) throws {
    let run = try file.write { connection in
      try Migrator(connection: connection, dialect: dialect).run(at: now) { body in
        try connection.inTransaction(body)
      }
    }
    // One process owns the file, so whoever held a lease is dead.
    try file.write { try SQLHubView(connection: $0, environment: environment).releaseLeases(stumbled: stumbled) }
    if !run.isEmpty { logger.info("the schema was brought up to date", metadata: ["migrations": "\(run)"]) }
  }
}

/// How full the groups of writes are: bodies written, and the commits that they took.
extension SQLiteHub {
  package var writeCount: Int { writer.measures.writes }
  package var commitCount: Int { writer.measures.commits }
}
