package import Foundation
package import Logging
import SQLStorage
package import Storage
import Synchronization

/// A hub kept in a PostgreSQL database, which several nodes may serve at once. It is the desks' storage, the relay's queue
/// and the directory of tenants in one; hand each part of the program only the protocol that it needs.
package final class PostgresHub: Sendable {
  /// The lanes that commits of this node made ready. One consumer; what it leaves unread beyond 16,384 is dropped, and found
  /// by its slow poll.
  package let wakeUps: AsyncStream<LaneKey>
  /// Rings when a commit of this node brought a mail. One consumer.
  package let mailRings: AsyncStream<Void>
  package let webhookRings: AsyncStream<Void>
  package let intakeRings: AsyncStream<Void>
  package let blobs: DatabaseBlobs
  /// What pages that are open listen to.
  package let feed = DeskFeed()

  let address: DatabaseAddress
  let pool: ConnectionPool
  /// With which the database goes on while this node serves it.
  let history: History?
  let reach: @Sendable (TransactionStage) -> Void
  let dialect = PostgresDialect()
  let environment: SQLEnvironment
  /// Since when this process works on the hub.
  let openedAt: Date
  let logger: Logger
  private let lastMade = Mutex<Date?>(nil)
  private let nodes: NodeThread
  private let wakeUp: AsyncStream<LaneKey>.Continuation
  private let mailRing: AsyncStream<Void>.Continuation
  private let webhookRing: AsyncStream<Void>.Continuation
  private let intakeRing: AsyncStream<Void>.Continuation

  /// So many connections each node has at most.
  package static let usualConnections = 12

  /// Reaches the database and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - now: for what grows old by itself, as kept answers do.
  ///   - sendsMail: whether there is a server to send mail through; without one, no mail is kept to be sent.
  ///   - mailDomain: below which the hub itself gives each desk an address; nil where it gives none.
  ///   - stumbled: whether the process that served before, alone, fell over something of its own, and was not just ended.
  ///   - connections: how many there are at most, beside the one by which other nodes know this one.
  ///   - onOtherHistory: runs where a copy of the database that had fallen behind may have taken over while this node serves.
  ///     Nothing is asked of it or written any more; the process is to end, for what it remembers is of another history.
  /// - Throws: `StorageError.unavailable` where the server cannot be reached.
  package init(
    at address: DatabaseAddress, sealer: any Sealer, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
    sendsMail: Bool = true, mailDomain: String? = nil, stumbled: Bool = false, connections: Int = usualConnections,
    onOtherHistory: @escaping @Sendable () -> Void = {}
  ) throws {
    openedAt = now()
    self.address = address
    self.logger = logger
    let number = NodeNumber()
    environment = SQLEnvironment(
      sealer: sealer, dialect: dialect, now: now, sendsMail: sendsMail, mailDomain: mailDomain
    ) { number.value }
    let connection = try Presence.begin(at: address)
    let (ran, wall) = try Schema(dialect: dialect).update(on: connection, now: openedAt)
    if !ran.isEmpty { logger.info("the schema was brought up to date", metadata: ["migrations": "\(ran)"]) }
    history = try History(seenBy: connection)
    let entrance = Entrance(address: address, wall: wall, history: history, onOtherHistory: onOtherHistory)
    if let history {
      let renewal = Renewal(connection: connection, wall: wall, environment: environment, now: openedAt)
      let begunAnew = try renewal.run(to: history)
      if begunAnew > 0 {
        logger.warning(
          "the database has another history than before: each desk asks its partners what was said since",
          metadata: ["history": "\(history.name)", "desks": "\(begunAnew)"])
      }
    }
    try Presence.serve(connection, as: number.value) { [environment] in
      try $0.inTransaction([wall.enter(.hub)]) {
        try SQLHubView(connection: connection, environment: environment).releaseLeases(stumbled: stumbled)
      }
    }
    let measures = PoolMeasures()
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(16_384))
    (mailRings, mailRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (webhookRings, webhookRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (intakeRings, intakeRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    let listener = NodeThread.Listener { [feed] changes, tenant in
      feed.publish(changes, in: tenant)
    } wake: { [wakeUp, mailRing, webhookRing, intakeRing] lanes in
      for lane in lanes { wakeUp.yield(lane) }
      mailRing.yield()
      webhookRing.yield()
      intakeRing.yield()
    }
    nodes = try NodeThread(connection, as: number, by: entrance, measures, now: now, listener)
    reach = { [logger] stage in
      // For the tests that stop the process at a stage; costs nothing at any other level.
      guard logger.logLevel <= .trace else { return }
      logger.trace("write", metadata: ["stage": .string(stage.rawValue)])
    }
    pool = ConnectionPool(by: entrance, size: connections, measures, reach: reach)
    blobs = DatabaseBlobs(pool: pool, now: now)
  }

  /// Answers what was asked before and closes every connection. What is asked later is refused with
  /// `StorageError.unavailable`.
  package func close() async {
    await pool.close()
    await nodes.end()
    wakeUp.finish()
    feed.close()
    mailRing.finish()
    webhookRing.finish()
    intakeRing.finish()
  }

  /// Whether it is this node that does what falls due by the clock.
  package var hasWatch: Bool { nodes.hasWatch }

  /// Of what moment the last backup is that this process made.
  package var lastBackup: Date? { lastMade.withLock { $0 } }

  package func note(backupMade date: Date) { lastMade.withLock { $0 = date } }

  /// Tells who waits what a commit brought: lanes and mails to this node's relay, changes to whoever watches, at any node.
  func tell(_ transaction: SQLTransaction, wrote: Bool) {
    for lane in transaction.wakeUps { wakeUp.yield(lane) }
    if transaction.bringsMail { mailRing.yield() }
    if transaction.bringsWebhooks { webhookRing.yield() }
    if transaction.bringsReceivedMail { intakeRing.yield() }
    guard wrote else { return }
    feed.publish(transaction.changes, in: transaction.tenant)
    nodes.tell(transaction.changes, in: transaction.tenant)
  }
}
