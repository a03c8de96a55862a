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

/// A desk of the hub under test, with one person of each role.
struct TestDesk: Sendable {
  let tenant: TenantID
  let name: String
  let federationID: FederationID
  let admin: Actor
  let agent: Actor
  let light: Actor

  var asSender: Sender { Sender(tenant: tenant, name: name, federationID: federationID, epoch: 1) }
}

/// Three desks on a hub of their own: Acme hands to Fieldworks, Fieldworks to Smith. The clock stands until it is moved.
struct Desks: Sendable {
  let hub: SQLiteHub
  let clock: HandedClock
  let seeds: Seeds
  let acme: TestDesk
  let fieldworks: TestDesk
  let smith: TestDesk

  /// Founds the desks, runs a body, and clears away.
  ///
  /// - Parameters:
  ///   - linked: whether the three are partners, with all greetings exchanged.
  ///   - mailDomain: below which the hub gives each an address.
  static func run(linked: Bool = true, mailDomain: String? = nil, _ body: (Desks, Links) async throws -> Void)
    async throws
  {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-desks-\(UUID().uuidString)")
    let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
    let hub = try SQLiteHub(
      at: directory, sealer: OpenSealer(), logger: Logger(label: "desks") { _ in SwiftLogNoOpLogHandler() },
      now: { clock.now }, mailDomain: mailDomain)
    let seeds = Seeds()
    let founding = Founding(hub: hub, clock: clock, seeds: seeds)
    let desks = Desks(
      hub: hub, clock: clock, seeds: seeds, acme: try await founding.desk("Acme", "a"),
      fieldworks: try await founding.desk("Fieldworks", "b"), smith: try await founding.desk("Smith", "c"))
    var links = Links(upper: desks.moment().nextID(), lower: desks.moment().nextID())
    if linked {
      links = Links(
        upper: try await desks.link(desks.acme, desks.fieldworks, secret: 1),
        lower: try await desks.link(desks.fieldworks, desks.smith, secret: 2))
      try await desks.carry()
    }
    do { try await body(desks, links) } catch {
      try await desks.clear(directory)
      throw error
    }
    try await desks.clear(directory)
  }

  private func clear(_ directory: URL) async throws {
    try await hub.close()
    try FileManager.default.removeItem(at: directory)
  }
}

struct Links: Sendable {
  /// Between Acme and Fieldworks.
  let upper: PartnershipID
  /// Between Fieldworks and Smith.
  let lower: PartnershipID
}

/// A new seed each time, the same ones in each run.
final class Seeds: Sendable {
  private let last = Mutex<UInt64>(0)

  var next: UInt64 {
    last.withLock {
      $0 += 1
      return $0
    }
  }
}

extension Moment {
  fileprivate func nextID<Entity>() -> ID<Entity> {
    var copy = self
    return copy.newID()
  }
}

private struct Founding {
  let hub: SQLiteHub
  let clock: HandedClock
  let seeds: Seeds

  func desk(_ name: String, _ digit: String) async throws -> TestDesk {
    var moment = Moment(now: clock.now, seed: seeds.next)
    guard let federationID = FederationID(hex: String(repeating: digit, count: 32)) else { throw NoSample() }
    let tenant = Tenant(id: moment.newID(), slug: name.lowercased(), name: name, createdAt: clock.now)
    try await hub.create(DeskRecord(tenant: tenant, federationID: federationID))
    let founding = FoundDesk(
      email: try address("admin", name), adminName: "Ada \(name)", passwordHash: "none",
      tokenHash: Array("\(name) token".utf8))
    let begin = moment
    let admin = try await hub.write(in: tenant.id) { tx in
      var moment = begin
      return try founding.perform(in: tx, &moment)
    }
    let chief = Actor(tenant: tenant.id, agent: admin.id, name: admin.name, role: .admin)
    return TestDesk(
      tenant: tenant.id, name: name, federationID: federationID, admin: chief,
      agent: try await person("Gil \(name)", "gil", .agent, name, chief),
      light: try await person("Lea \(name)", "lea", .light, name, chief))
  }

  private func person(_ name: String, _ box: String, _ role: Role, _ desk: String, _ chief: Actor) async throws -> Actor
  {
    let agent = try await hub.perform(
      AddAgent(email: try address(box, desk), name: name, role: role), by: chief,
      Moment(now: clock.now, seed: seeds.next))
    return Actor(tenant: chief.tenant, agent: agent.id, name: name, role: role)
  }

  private func address(_ box: String, _ desk: String) throws -> EmailAddress {
    guard let address = EmailAddress("\(box)@\(desk.lowercased()).example") else { throw NoSample() }
    return address
  }
}

struct NoSample: Error {}

/// Seals nothing: what is under test keeps no secrets.
private struct OpenSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { Array(tenant.description.utf8) }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { sealed }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
