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

/// Two desks that are partners, each on a hub of its own, one of which can be put back to an earlier moment.
final class TwoHubs: Sendable {
  let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
  let vendor: Actor
  let partner: Actor
  let partnership: PartnershipID
  let folder: URL
  private let hubs: Mutex<[TenantID: SQLiteHub]>
  private let seed = Mutex<UInt64>(100)

  static func run(_ body: (TwoHubs) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("baton-hubs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("keys".utf8).write(to: folder.appendingPathComponent("keys"))
    let two = try await TwoHubs(folder)
    do { try await body(two) } catch {
      try await two.clear()
      throw error
    }
    try await two.clear()
  }

  private init(_ folder: URL) async throws {
    self.folder = folder
    var moment = Moment(now: clock.now, seed: 1)
    let (first, second): (TenantID, TenantID) = (moment.newID(), moment.newID())
    let (upper, lower) = (try Self.hub(folder, "a", clock), try Self.hub(folder, "b", clock))
    vendor = try await Self.found("Acme", "a", first, on: upper, clock)
    partner = try await Self.found("Fieldworks", "b", second, on: lower, clock)
    hubs = Mutex([first: upper, second: lower])
    let secret = [UInt8](repeating: 7, count: 32)
    partnership = try await upper.perform(
      InvitePartner(name: "a partner", message: nil, secretHash: secret), by: vendor, Moment(now: clock.now, seed: 2)
    ).partnership.id
    let founding = try await AcceptInvitation(storage: self, inviter: first, secretHash: secret, name: nil)
      .consume(by: partner, Moment(now: clock.now, seed: 3))
    _ = try await lower.perform(KeepPartnership(founding, name: nil), by: partner, Moment(now: clock.now, seed: 4))
    try await carry()
  }

  private static func hub(_ folder: URL, _ name: String, _ clock: HandedClock) throws -> SQLiteHub {
    try SQLiteHub(
      at: folder.appendingPathComponent(name), sealer: OpenSealer(),
      logger: Logger(label: "hubs") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
  }

  private static func found(
    _ name: String, _ digit: String, _ tenant: TenantID, on hub: SQLiteHub, _ clock: HandedClock
  ) async throws -> Actor {
    guard let federationID = FederationID(hex: String(repeating: digit, count: 32)),
      let email = EmailAddress("ada@\(name.lowercased()).example")
    else { throw NoSample() }
    let record = Tenant(id: tenant, slug: name.lowercased(), name: name, createdAt: clock.now)
    try await hub.create(DeskRecord(tenant: record, federationID: federationID))
    let begin = Moment(now: clock.now, seed: UInt64(name.utf8.count))
    let founding = FoundDesk(email: email, adminName: "Ada \(name)", passwordHash: "none", tokenHash: Array(name.utf8))
    let admin = try await hub.write(in: tenant) { tx in
      var moment = begin
      return try founding.perform(in: tx, &moment)
    }
    return Actor(tenant: tenant, agent: admin.id, name: admin.name, role: .admin)
  }

  private func clear() async throws {
    for hub in hubs.withLock({ Array($0.values) }) { try await hub.close() }
    try FileManager.default.removeItem(at: folder)
  }

  func hub(of actor: Actor) throws -> SQLiteHub { try hub(of: actor.tenant) }

  private func hub(of tenant: TenantID) throws -> SQLiteHub {
    guard let hub = hubs.withLock({ $0[tenant] }) else { throw NoSample() }
    return hub
  }

  func moment() -> Moment { Moment(now: clock.now, seed: nextSeed) }

  private var nextSeed: UInt64 {
    seed.withLock {
      $0 += 1
      return $0
    }
  }

  @discardableResult
  func act<Performed: Action>(_ action: Performed, _ actor: Actor) async throws -> Performed.Outcome {
    clock.pass(seconds: 1)
    return try await hub(of: actor).perform(action, by: actor, moment())
  }

  /// Brings all that waits at both, until nothing is ready.
  func carry() async throws {
    for _ in 0..<200 {
      var isQuiet = true
      for (tenant, hub) in hubs.withLock({ $0 }) {
        let courier = Courier(
          queue: hub,
          carriage: HubCarriage(
            storage: self, blobs: hub.blobs, now: { self.clock.now }, seed: { self.nextSeed }),
          now: { self.clock.now }, seed: { self.nextSeed },
          logger: Logger(label: "courier") { _ in SwiftLogNoOpLogHandler() })
        for lane in try await hub.readyLanes(now: clock.now, limit: 100) where lane.tenant == tenant {
          isQuiet = false
          try await courier.serve(lane)
        }
        if let next = try await hub.nextReady(after: clock.now), isQuiet {
          clock.pass(seconds: next.timeIntervalSince(clock.now))
          isQuiet = false
        }
      }
      if isQuiet { return }
    }
    throw NeverQuiet()
  }

  struct NeverQuiet: Error {}

  func backUp(_ actor: Actor, as name: String = "copy") async throws {
    _ = try await hub(of: actor).backUp(
      BackupOrder(
        target: folder.appendingPathComponent("\(actor.name) \(name)"), madeAt: clock.now, madeBy: "test", keys: ["K"])
    ) { _ in }
  }

  /// Puts a desk's hub back to what it was when it was copied; what it said since and had not sent is gone.
  func restore(_ actor: Actor, from name: String = "copy") async throws {
    clock.pass(seconds: 60)
    let backup = try Backup(at: folder.appendingPathComponent("\(actor.name) \(name)"))
    try await hub(of: actor).close()
    let place = "restored \(clock.now.timeIntervalSince1970) \(actor.name)"
    let (logger, clock) = (Logger(label: "restore") { _ in SwiftLogNoOpLogHandler() }, clock)
    try await backup.restore(
      to: folder.appendingPathComponent(place), keyFile: folder.appendingPathComponent("keys"), sealer: OpenSealer(),
      logger: logger, now: { clock.now })
    let hub = try Self.hub(folder, place, clock)
    hubs.withLock { $0[actor.tenant] = hub }
  }
}

extension TwoHubs: DeskStorage {
  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value { try await hub(of: tenant).write(in: tenant, body) }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value { try await hub(of: tenant).read(in: tenant, body) }
}
