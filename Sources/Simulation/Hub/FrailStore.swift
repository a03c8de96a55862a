import Foundation
import Storage
import Ticketing

/// A hub's storage as its process sees it: it fails as fate has it, and once the process is dead nothing answers.
struct FrailStore: Sendable {
  let store: any HubStore
  let fate: Fate
}

extension FrailStore: DeskStorage {
  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value {
    try fate.enter(fate.writeStages)
    if fate.isToCopy, !store.isCopiedInMidst { fate.note(try store.copied()) }
    let value = try await store.desks.write(in: tenant) { [fate, store] tx in
      let value = try body(tx)
      if fate.isToCopy { fate.note(try store.copied()) }
      try fate.beforeCommit()
      return value
    }
    fate.noteKept()
    try fate.afterCommit(nil)
    return value
  }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    guard !fate.isDead else { throw Crashed() }
    return try await store.desks.read(in: tenant, body)
  }
}

extension FrailStore: DeliveryQueue {
  var wakeUps: AsyncStream<LaneKey> { store.queue.wakeUps }

  func claim(_ key: LaneKey, limit: Int, now: Date, until: Date) async throws -> LaneClaim? {
    try fate.enter([.leased])
    let claim = try await store.queue.claim(key, limit: limit, now: now, until: until)
    try fate.afterCommit(.leased)
    return claim
  }

  func readyLanes(now: Date, limit: Int) async throws -> [LaneKey] {
    guard !fate.isDead else { throw Crashed() }
    return try await store.queue.readyLanes(now: now, limit: limit)
  }

  func nextReady(after now: Date) async throws -> Date? {
    guard !fate.isDead else { throw Crashed() }
    return try await store.queue.nextReady(after: now)
  }

  func report(_ report: LaneReport, for claim: LaneClaim, now: Date) async throws -> Bool {
    try fate.enter([.marked])
    let isKept = try await store.queue.report(report, for: claim, now: now)
    fate.noteKept()
    try fate.afterCommit(.marked)
    return isKept
  }

  func release(_ key: LaneKey, claimedUntil end: Date, fence: Int?) async throws {
    guard !fate.isDead else { throw Crashed() }
    try await store.queue.release(key, claimedUntil: end, fence: fence)
  }
}

extension FrailStore: TenantDirectory {
  func create(_ record: DeskRecord) async throws { try await store.directory.create(record) }
  func tenant(slug: String) async throws -> Tenant? { try await store.directory.tenant(slug: slug) }
  func tenants() async throws -> [Tenant] { try await store.directory.tenants() }

  func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] {
    guard !fate.isDead else { throw Crashed() }
    return try await store.directory.dueTimers(now: now, limit: limit)
  }

  func nextTimer(after now: Date) async throws -> Date? {
    guard !fate.isDead else { throw Crashed() }
    return try await store.directory.nextTimer(after: now)
  }

  func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison] {
    try await store.directory.dueComparisons(now: now, limit: limit)
  }

  func standInsBehind(limit: Int) async throws -> [StandInBehind] {
    try await store.directory.standInsBehind(limit: limit)
  }

  func dueMailAccounts(now: Date, limit: Int) async throws -> [MailAccountKey] {
    try await store.directory.dueMailAccounts(now: now, limit: limit)
  }

  func duePolls(now: Date, limit: Int) async throws -> [TenantID] {
    try await store.directory.duePolls(now: now, limit: limit)
  }

  func census() async throws -> HubCensus { try await store.directory.census() }

  func deskCensuses(seenSince: Date) async throws -> [DeskCensus] {
    try await store.directory.deskCensuses(seenSince: seenSince)
  }

  func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] {
    try await store.directory.deliveryPiles(of: tenant)
  }

  func migrations() async throws -> [Int] { try await store.directory.migrations() }
  func examine(now: Date) async throws -> [Finding] { try await store.directory.examine(now: now) }
}
