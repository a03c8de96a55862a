import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("A node on PostgreSQL while a newer version brings the schema up to date", .timeLimit(.minutes(5)))
struct PostgresMigrationTests {
  /// One that adds whatever a migration may add, to tables that every write touches.
  private static let next = Migration(
    number: 1_000_000,
    steps: [
      .plain("ALTER TABLE tenants ADD COLUMN mood text NOT NULL DEFAULT 'calm'"),
      .plain("ALTER TABLE counters ADD COLUMN step bigint"),
      .plain("ALTER TABLE audit ADD COLUMN weight bigint NOT NULL DEFAULT 1"),
      .clustered(
        """
        CREATE TABLE moods (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          PRIMARY KEY (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX audit_by_weight ON audit (tenant_id, weight)"),
      .plain("UPDATE audit SET weight = 2"),
    ])

  @Test("goes on reading and writing, without a refusal, a gap or a double, and starts again on the newer schema")
  func goesOn() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000)))
      let tenant = try await node.desk("acme")
      try await Self.write(20, in: tenant, by: node)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await Self.write(40, in: tenant, by: node) } }
        group.addTask {
          let address = try TestServer.address(in: schema)
          #expect(
            try PostgresHub.migrate(at: address, now: node.clock.now, migrations: Migration.all + [Self.next])
              == [Self.next.number])
        }
        try await group.waitForAll()
      }
      try await Self.write(20, in: tenant, by: node)
      let log = try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 500) }
      #expect(log.map(\.seq) == Array((1...200).reversed()))
      await node.hub.close()
      let again = try PostgresTrial(in: schema, clock: node.clock)
      try await Self.write(1, in: tenant, by: again)
      await again.hub.close()
    }
  }

  private static func write(_ count: Int, in tenant: TenantID, by node: PostgresTrial) async throws {
    for _ in 0..<count {
      let now = node.clock.now
      _ = try await node.hub.write(in: tenant) { desk in
        try desk.append(AuditRecord(at: now, source: .system, action: "a.b", subject: "s"))
        return try desk.nextTicketNumber()
      }
      _ = try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 5) }
    }
  }
}
