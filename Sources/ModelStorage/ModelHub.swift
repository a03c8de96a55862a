package import Foundation
package import Storage
import Synchronization
import Ticketing

/// A hub kept in memory: storage as it should be, which others are held against, and fast enough to be played ten thousand
/// times a minute. It is the desks' storage, the queues of the relay and of the postman, the directory of tenants and the
/// store of files in one.
///
/// Nothing in it has a clock, chance or a thread of its own, and no result depends on the order of a dictionary: the same
/// calls in the same order give the same answers in every process. A call does its work before it returns and never waits.
///
/// Several hubs may share one store, as nodes do that share a database: `init(beside:)`. Each has its own hooks, its own
/// listeners, and its own end.
package final class ModelHub: Sendable {
  /// The lanes that this hub's commits made ready. One consumer; what it leaves unread beyond 16,384 is dropped, and found
  /// by its slow poll.
  package let wakeUps: AsyncStream<LaneKey>
  /// Rings when a commit of this hub's brought a mail. One consumer.
  package let mailRings: AsyncStream<Void>
  /// The same for what desks' own systems are to be told.
  package let webhookRings: AsyncStream<Void>
  package let intakeRings: AsyncStream<Void>
  /// What pages that are open listen to.
  package let feed = DeskFeed()

  let environment: ModelEnvironment
  private let store: ModelStore
  private let hooks: CommitHooks
  private let wakeUp: AsyncStream<LaneKey>.Continuation
  private let mailRing: AsyncStream<Void>.Continuation
  private let webhookRing: AsyncStream<Void>.Continuation
  private let intakeRing: AsyncStream<Void>.Continuation
  private let isClosed = Atomic(false)

  /// An empty hub; or one on what another has kept, as after a restart: nobody holds a lease any more, and the fences
  /// stay, so that what an earlier run still reports writes nothing.
  ///
  /// - Parameters:
  ///   - now: for what grows old by itself, as kept answers do.
  ///   - sendsMail: whether there is a server to send mail through; without one, no mail is kept to be sent.
  ///   - mailDomain: below which the hub itself gives each desk an address; nil where it gives none.
  package convenience init(
    restoring state: ModelState = ModelState(), now: @escaping @Sendable () -> Date, sendsMail: Bool = true,
    mailDomain: String? = nil, hooks: CommitHooks = CommitHooks()
  ) {
    var state = state
    state.releaseLeases()
    self.init(ModelStore(state), ModelEnvironment(now: now, sendsMail: sendsMail, mailDomain: mailDomain), hooks)
  }

  /// Another node on the store of a hub that runs, or has ended. What its nodes have claimed stays claimed until the leases
  /// end.
  package convenience init(
    beside other: ModelHub, now: @escaping @Sendable () -> Date, sendsMail: Bool = true,
    mailDomain: String? = nil, hooks: CommitHooks = CommitHooks()
  ) {
    self.init(other.store, ModelEnvironment(now: now, sendsMail: sendsMail, mailDomain: mailDomain), hooks)
  }

  private init(_ store: ModelStore, _ environment: ModelEnvironment, _ hooks: CommitHooks) {
    self.store = store
    self.environment = environment
    self.hooks = hooks
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(16_384))
    (mailRings, mailRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (webhookRings, webhookRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (intakeRings, intakeRing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// All that is committed, as a backup has it.
  package func snapshot() -> ModelState { store.state }

  /// Ends this hub, at once: what it is asked from now on is refused with `StorageError.unavailable`. What it committed
  /// stays, so that this is a crash as much as a shutdown.
  package func close() {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    wakeUp.finish()
    mailRing.finish()
    webhookRing.finish()
    intakeRing.finish()
    feed.close()
  }
}

extension ModelHub {
  func read<Value: Sendable>(in tenant: TenantID, by body: (ModelReader) throws -> Value) throws -> Value {
    try requireOpen()
    return try store.read(in: tenant, environment, body)
  }

  func transact<Value: Sendable>(in tenant: TenantID, _ body: (ModelTransaction) throws -> Value) throws -> Value {
    try requireOpen()
    let (value, commit, effects) = try store.commit(in: tenant, environment, before: hooks.before, body)
    try hooks.after(commit)
    for lane in effects.wakeUps { wakeUp.yield(lane) }
    if effects.bringsMail { mailRing.yield() }
    if effects.bringsWebhooks { webhookRing.yield() }
    if effects.bringsReceivedMail { intakeRing.yield() }
    if feed.count > 0 { for change in effects.changes { feed.publish([change], in: tenant) } }
    return value
  }

  /// Reads what is of all tenants, or changes what is of none's desk.
  func look<Value: Sendable>(_ body: (inout ModelState) throws -> Value) throws -> Value {
    try requireOpen()
    return try store.look(body)
  }

  func versionInStore(of tenant: TenantID) -> UInt64 { store.version(of: tenant) }
  func accessVersionInStore(of tenant: TenantID) -> UInt64 { store.accessVersion(of: tenant) }

  private func requireOpen() throws(StorageError) {
    if isClosed.load(ordering: .relaxed) { throw .unavailable("the hub is shutting down") }
  }
}
