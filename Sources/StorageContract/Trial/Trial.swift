import Federation
import Foundation
import Storage
import Synchronization
import Ticketing

/// One case's hub, with a source of ids.
final class Trial: Sendable {
  private let hub: Mutex<any StorageUnderTest>
  private let moment: Mutex<Moment>
  /// When everything in a trial begins.
  let now: Date

  init(_ hub: any StorageUnderTest) {
    self.hub = Mutex(hub)
    now = hub.clock.now
    moment = Mutex(Moment(now: hub.clock.now, seed: 1))
  }

  var storage: any StorageUnderTest { hub.withLock { $0 } }
  var desks: any DeskStorage { storage.desks }
  var queue: any DeliveryQueue { storage.queue }
  var mails: any MailQueue { storage.mails }
  var webhooks: any WebhookQueue { storage.webhooks }
  var intake: any IntakeQueue { storage.intake }
  var addresses: any AddressDirectory { storage.addresses }
  var tenants: any TenantDirectory { storage.tenants }
  var blobs: any BlobStore { storage.blobs }
  var clock: HandedClock { storage.clock }

  func reopen() async throws {
    let opened = try await storage.reopened()
    hub.withLock { $0 = opened }
  }

  func close() async throws { try await storage.close() }

  func newID<Entity>(_: Entity.Type = Entity.self) -> ID<Entity> { moment.withLock { $0.newID() } }

  func newMoment() -> Moment { moment.withLock { Moment(now: now, seed: $0.chance()) } }

  func later(_ seconds: Double) -> Date { now.addingTimeInterval(seconds) }

  /// A new tenant's desk, with the standard statuses.
  func desk(_ slug: String = "acme") async throws -> TrialDesk {
    var moment = newMoment()
    let statuses = StatusBook.standard(&moment)
    let record = DeskRecord(
      tenant: Tenant(id: newID(), slug: slug, name: "Desk \(slug)", createdAt: now),
      federationID: try secret(slug.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    try await tenants.create(record)
    try await desks.write(in: record.tenant.id) { desk in for status in statuses.statuses { try desk.put(status) } }
    return TrialDesk(trial: self, record: record, statuses: statuses)
  }

  func secret(_ number: Int) throws -> FederationID {
    let digits = String(UInt64(bitPattern: Int64(number)), radix: 16)
    guard let id = FederationID(hex: String(repeating: "0", count: 32 - digits.count) + digits) else {
      throw UnusableSample("\(number)")
    }
    return id
  }

  func email(_ text: String) throws -> EmailAddress {
    guard let address = EmailAddress(text) else { throw UnusableSample(text) }
    return address
  }

  func contentHash(_ digit: Character) throws -> ContentHash {
    guard let hash = ContentHash(hex: String(repeating: digit, count: 64)) else { throw UnusableSample("\(digit)") }
    return hash
  }
}

/// A sample of the contract's own is wrong.
struct UnusableSample: Error {
  let what: String

  init(_ what: String) { self.what = what }
}

/// What a body of the contract throws to be rolled back.
struct Refusal: Error, Equatable {
  var number = 0
}
