import Federation
import Foundation
import Logging
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Ticketing

/// A hub in a directory of its own, which goes when the hub is closed for good.
struct SQLiteTrial: StorageUnderTest {
  let hub: SQLiteHub
  let directory: URL
  let clock: HandedClock

  var desks: any DeskStorage { hub }
  var queue: any DeliveryQueue { hub }
  var mails: any MailQueue { hub }
  var webhooks: any WebhookQueue { hub }
  var intake: any IntakeQueue { hub }
  var addresses: any AddressDirectory { hub }
  var tenants: any TenantDirectory { hub }
  var blobs: any BlobStore { hub.blobs }

  init() throws {
    try self.init(
      at: FileManager.default.temporaryDirectory.appendingPathComponent("baton-engine-\(UUID().uuidString)"))
  }

  init(at directory: URL, clock: HandedClock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000.25))) throws {
    self.directory = directory
    self.clock = clock
    hub = try SQLiteHub(
      at: directory, sealer: PlaceSealer(), logger: Logger(label: "engine-tests") { _ in SwiftLogNoOpLogHandler() },
      now: { clock.now })
  }

  func reopened() async throws -> any StorageUnderTest {
    try await hub.close()
    return try SQLiteTrial(at: directory, clock: clock)
  }

  func close() async throws {
    try await hub.close()
    try FileManager.default.removeItem(at: directory)
  }

  /// A desk of Acme's, with the standard statuses.
  func desk() async throws -> (tenant: TenantID, statuses: StatusBook) {
    var moment = Moment(now: clock.now, seed: 1)
    let tenant: TenantID = moment.newID()
    guard let federationID = FederationID(hex: String(repeating: "a", count: 32)) else {
      throw StorageError.corrupt("a sample")
    }
    try await hub.create(
      DeskRecord(
        tenant: Tenant(id: tenant, slug: "acme", name: "Acme", createdAt: clock.now), federationID: federationID))
    let statuses = StatusBook.standard(&moment)
    try await hub.write(in: tenant) { desk in for status in statuses.statuses { try desk.put(status) } }
    return (tenant, statuses)
  }

  /// Keeps a ticket; its id comes from the seed.
  @discardableResult
  func open(
    _ seed: Int, description: String = "", in desk: (tenant: TenantID, statuses: StatusBook)
  ) async throws -> TicketID {
    let (now, statuses) = (clock.now, desk.statuses)
    return try await hub.write(in: desk.tenant) { transaction in
      var moment = Moment(now: now, seed: UInt64(seed) &* 7_919)
      let ticket = Ticket(
        opening: TicketDraft(subject: "Ticket \(seed)", description: description), id: moment.newID(),
        number: try transaction.nextTicketNumber(), origin: .here, statuses: statuses, at: now)
      try transaction.insert(ticket)
      try transaction.append(
        Event(
          id: moment.newID(), at: now, kind: .opened, actor: Author(kind: .system, name: "", desk: "Acme"),
          origin: .here, handoff: nil, facts: EventFacts()), to: ticket.id)
      return ticket.id
    }
  }

  func count(in tenant: TenantID) async throws -> Int {
    try await hub.read(in: tenant) { try $0.tickets(TicketQuery(), PageRequest(limit: 200)).items.count }
  }
}

/// No sealing, but for the place: what was moved does not open.
struct PlaceSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { Array(tenant.description.utf8) }

  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    prefix(tenantKey, context) + plain.map { $0 ^ 0xA5 }
  }

  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    let prefix = prefix(tenantKey, context)
    guard sealed.starts(with: prefix) else { throw StorageError.corrupt("sealed for another place") }
    return sealed.dropFirst(prefix.count).map { $0 ^ 0xA5 }
  }

  private func prefix(_ key: [UInt8], _ context: SealContext) -> [UInt8] {
    key + Array("|\(context.tenant)/\(context.table)/\(context.row)/\(context.column)|".utf8)
  }

  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
