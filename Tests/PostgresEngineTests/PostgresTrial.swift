import Federation
import Foundation
import Logging
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

/// A hub in a schema of its own, which goes when the hub is closed for good.
struct PostgresTrial: StorageUnderTest {
  let hub: PostgresHub
  let schema: String
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
    try self.init(in: try TestServer.newSchema(), clock: HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000.25)))
  }

  init(in schema: String, clock: HandedClock, as user: String = "") throws {
    self.schema = schema
    self.clock = clock
    hub = try PostgresHub(
      at: try TestServer.address(in: schema, user.isEmpty ? "" : "user=\(user)"), sealer: PlaceSealer(),
      logger: Logger(label: "engine-tests") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now }, connections: 6)
  }

  func reopened() async throws -> any StorageUnderTest {
    await hub.close()
    return try PostgresTrial(in: schema, clock: clock)
  }

  func close() async throws {
    await hub.close()
    try TestServer.remove(schema)
  }

  /// A desk with nothing in it.
  func desk(_ slug: String) async throws -> TenantID {
    var moment = Moment(now: clock.now, seed: UInt64.random(in: .min ... .max))
    let tenant: TenantID = moment.newID()
    let federationID = try #require(FederationID(hex: String(repeating: "a", count: 32)))
    try await hub.create(
      DeskRecord(
        tenant: Tenant(id: tenant, slug: slug, name: slug, createdAt: clock.now), federationID: federationID))
    return tenant
  }
}

/// The private server that deploy/test.sh starts.
enum TestServer {
  /// - Parameter more: further parameters, which prevail.
  static func address(in schema: String? = nil, _ more: String = "") throws -> DatabaseAddress {
    let server = try #require(
      ProcessInfo.processInfo.environment["BATON_TEST_POSTGRES"],
      "BATON_TEST_POSTGRES holds no connection string: deploy/test.sh starts a private server and sets it")
    return DatabaseAddress(
      schema.map { "\(server) application_name='baton \($0)' options='-c search_path=\($0)' \(more)" } ?? server)
  }

  static func newSchema() throws -> String {
    let schema = "trial_" + UUID().uuidString.lowercased().filter { $0 != "-" }
    try PostgresConnection(to: try address()).run("CREATE SCHEMA \(schema)")
    return schema
  }

  static func remove(_ schema: String) throws {
    let connection = try PostgresConnection(to: try address(in: schema))
    let wall = try Wall(of: connection)
    try connection.run("DROP SCHEMA \(schema) CASCADE; DROP ROLE IF EXISTS \(wall.desk), \(wall.hub)")
  }

  /// Ends every connection of the hubs of one schema, as a server does that is started anew.
  static func endConnections(of schema: String) throws {
    try PostgresConnection(to: try address()).run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'baton \(schema)'")
  }

  /// How many nodes of a schema listen to the others.
  static func listeners(of schema: String) throws -> Int {
    let count = Statement(
      """
      SELECT count(*) FROM pg_stat_activity a
      WHERE a.application_name = 'baton \(schema)' AND a.state = 'idle'
        AND EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory')
      """, scope: .hub)
    return try PostgresConnection(to: try address()).rows(count, []) { $0.count() }.first ?? 0
  }

  static func withSchema(_ body: (String) async throws -> Void) async throws {
    let schema = try newSchema()
    do { try await body(schema) } catch {
      try remove(schema)
      throw error
    }
    try remove(schema)
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
