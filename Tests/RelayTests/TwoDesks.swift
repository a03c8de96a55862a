import DeskActions
import Federation
import Foundation
import Logging
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Synchronization
import Ticketing

/// Two desks with a partnership on a hub of their own, and one word that waits to be brought from the first to the second.
struct TwoDesks: Sendable {
  let hub: SQLiteHub
  let clock: HandedClock
  let sender: TenantID
  let receiver: TenantID
  let partnership: PartnershipID

  var lane: LaneKey { LaneKey(tenant: sender, lane: .partnership(partnership)) }

  static func run(_ body: (TwoDesks) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-relay-\(UUID().uuidString)")
    let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
    let hub = try SQLiteHub(
      at: directory, sealer: OpenSealer(), logger: Logger(label: "relay") { _ in SwiftLogNoOpLogHandler() },
      now: { clock.now })
    var moment = Moment(now: clock.now, seed: 1)
    let desks = TwoDesks(
      hub: hub, clock: clock, sender: moment.newID(), receiver: moment.newID(), partnership: moment.newID())
    do {
      try await desks.found()
      try await body(desks)
    } catch {
      try await desks.clear(directory)
      throw error
    }
    try await desks.clear(directory)
  }

  private func clear(_ directory: URL) async throws {
    try await hub.close()
    try FileManager.default.removeItem(at: directory)
  }

  private func found() async throws {
    let names = [(sender, "Acme", "a"), (receiver, "Fieldworks", "b")]
    for (tenant, name, digit) in names {
      guard let federationID = FederationID(hex: String(repeating: digit, count: 32)) else { throw NoSample() }
      let record = Tenant(id: tenant, slug: name.lowercased(), name: name, createdAt: clock.now)
      try await hub.create(DeskRecord(tenant: record, federationID: federationID))
    }
    let (now, id, other) = (clock.now, partnership, receiver)
    try await hub.write(in: sender) { tx in
      var moment = Moment(now: now, seed: 2)
      var partnership = Partnership(inviting: id, name: "Fieldworks", at: now)
      guard let record = try tx.deskRecord() else { throw NoSample() }
      let desk = Desk(
        tenant: tx.tenant, name: record.tenant.name, federationID: record.federationID, statuses: StatusBook([]),
        fieldKeys: [], passesThrough: false)
      let greeting = partnership.greet(desk: desk, by: desk.system, moment: &moment)
      try tx.put(partnership)
      try tx.put(peer: other, of: id)
      try tx.enqueue(greeting, ticket: nil, &moment)
    }
  }

  func courier(
    over storage: any DeskStorage, by queue: (any DeliveryQueue)? = nil, jitter: UInt64 = 0
  ) -> Courier {
    Courier(
      queue: queue ?? hub,
      carriage: HubCarriage(storage: storage, blobs: hub.blobs, now: { clock.now }, seed: { jitter }),
      now: { clock.now }, seed: { jitter }, logger: Logger(label: "courier") { _ in SwiftLogNoOpLogHandler() })
  }

  /// The message on its way.
  func message() async throws -> Delivery {
    let all = try await hub.read(in: sender) { try $0.deliveries(DeliveryQuery(), PageRequest()).items }
    guard let message = all.first else { throw NoSample() }
    return message
  }

  func attempts() async throws -> [Attempt] {
    let id = try await message().id
    return try await hub.read(in: sender) { try $0.attempts(of: id) }
  }
}

struct NoSample: Error {}

/// Storage whose writes at one desk go wrong as they are told to.
struct Stumbling: DeskStorage {
  let hub: SQLiteHub
  let stumble: @Sendable () async throws -> Void

  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value {
    try await stumble()
    return try await hub.write(in: tenant, body)
  }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    try await hub.read(in: tenant, body)
  }
}

/// A queue that writes nothing of what became of messages.
struct Mute: DeliveryQueue {
  let hub: SQLiteHub

  var wakeUps: AsyncStream<LaneKey> { hub.wakeUps }

  func claim(_ key: LaneKey, limit: Int, now: Date, until: Date) async throws -> LaneClaim? {
    try await hub.claim(key, limit: limit, now: now, until: until)
  }

  func readyLanes(now: Date, limit: Int) async throws -> [LaneKey] { try await hub.readyLanes(now: now, limit: limit) }
  func nextReady(after now: Date) async throws -> Date? { try await hub.nextReady(after: now) }

  func report(_: LaneReport, for _: LaneClaim, now _: Date) async throws -> Bool {
    throw StorageError.unavailable("the disk is gone")
  }

  func release(_ key: LaneKey, claimedUntil end: Date, fence: Int?) async throws {
    try await hub.release(key, claimedUntil: end, fence: fence)
  }
}

struct OpenSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { Array(tenant.description.utf8) }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { sealed }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
