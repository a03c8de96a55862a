import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("The wall between desks in PostgreSQL", .serialized, .timeLimit(.minutes(5)))
struct PostgresWallTests {
  @Test("A31 stands around every table that there is, but for the list of migrations, and is forced")
  func everyTable() async throws {
    let desks = try await WalledDesks()
    let tables = try desks.superuser.rows(
      Statement(
        """
        SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity,
          (SELECT coalesce(string_agg(p.policyname || ' for ' || p.cmd || ' to ' || array_to_string(p.roles, ',')
              || ': ' || p.qual || coalesce(' with ' || p.with_check, ''), '; ' ORDER BY p.policyname), '')
            FROM pg_policies p WHERE p.schemaname = current_schema() AND p.tablename = c.relname)
        FROM pg_class c WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')
          AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY 1
        """, scope: .hub), []
    ) { (name: $0.text(), isForced: $0.flag(), policies: $0.text()) }
    let base = "postgres.\(desks.trial.schema)"
    let policies = """
      desk for ALL to \(base).desk: (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid AS "nullif")); \
      hub for ALL to \(base).hub: true; \
      owner for ALL to postgres: (( SELECT current_setting('app.scope'::text, true) AS current_setting) = 'owner'::text)
      """
    for table in tables where table.name != "schema_migrations" {
      #expect(table.isForced, "\(table.name)")
      #expect(table.policies == policies, "\(table.name)")
    }
    #expect(tables.count > 30)
    try await desks.close()
  }

  @Test("a table that is made later is behind it as soon as the schema is brought up to date")
  func newTable() async throws {
    let desks = try await WalledDesks()
    try desks.superuser.run("CREATE TABLE later (tenant_id uuid NOT NULL PRIMARY KEY, word text)")
    #expect(throws: StorageError.self) { try desks.node.count("SELECT count(*) FROM later") }
    try PostgresHub.migrate(at: TestServer.address(in: desks.trial.schema), now: .now)
    try desks.superuser.run("INSERT INTO later VALUES ('\(desks.theirs)', 'a')")
    #expect(try desks.node.count("SELECT count(*) FROM later") == 0)
    #expect(try desks.inDesk(desks.theirs) { try $0.count("SELECT count(*) FROM later") } == 1)
    try await desks.close()
  }

  @Test("its roles sign in nowhere, own no table, may not pass by policies, and give themselves no more rights")
  func roles() async throws {
    let desks = try await WalledDesks()
    let mighty = """
      SELECT count(*) FROM pg_roles WHERE quote_ident(rolname) IN ('\(desks.wall.desk)', '\(desks.wall.hub)')
        AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolreplication)
      """
    #expect(try desks.superuser.count(mighty) == 0)
    let owned = """
      SELECT count(*) FROM pg_class WHERE quote_ident(pg_get_userbyid(relowner)) IN ('\(desks.wall.desk)', '\(desks.wall.hub)')
      """
    #expect(try desks.superuser.count(owned) == 0)
    for role in [desks.wall.desk, desks.wall.hub] {
      try desks.node.run("RESET ROLE; SET ROLE \(role)")
      for attempt in [
        "ALTER TABLE tickets DISABLE ROW LEVEL SECURITY", "ALTER TABLE tickets NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY desk ON tickets", "CREATE POLICY mine ON tickets USING (true)", "DROP TABLE attempts",
        "TRUNCATE attempts", "ALTER POLICY desk ON tickets USING (true)", "GRANT \(desks.wall.hub) TO PUBLIC",
        "CREATE TABLE mine (word text)", "UPDATE schema_migrations SET run_at = 0",
      ] {
        #expect(throws: StorageError.self, "\(attempt)") { try desks.node.run(attempt) }
      }
    }
    try desks.node.run("SET row_security = off; SET ROLE \(desks.wall.desk)")
    #expect(throws: StorageError.self) { try desks.node.count("SELECT count(*) FROM tickets") }
    try await desks.close()
  }

  @Test("whoever names no desk sees and changes no row, and adds none")
  func noDesk() async throws {
    let desks = try await WalledDesks()
    try desks.fill(desks.theirs)
    for table in try desks.tables() {
      #expect(try desks.node.count("SELECT count(*) FROM \(table)") == 0, "\(table)")
      #expect(try desks.node.execute(Statement("UPDATE \(table) SET tenant_id = tenant_id", scope: .hub), []) == 0)
      #expect(try desks.node.execute(Statement("DELETE FROM \(table)", scope: .hub), []) == 0, "\(table)")
      try desks.superuser.run(
        "CREATE TEMPORARY TABLE kept_rows AS SELECT * FROM \(table); GRANT ALL ON kept_rows TO PUBLIC")
      #expect(try desks.superuser.count("SELECT count(*) FROM kept_rows") > 0, "\(table)")
      try desks.superuser.run("DELETE FROM kept_rows WHERE tenant_id <> '\(desks.theirs)'; SET ROLE \(desks.wall.desk)")
      #expect(throws: StorageError.self, "\(table)") {
        try desks.superuser.run("INSERT INTO \(table) SELECT * FROM kept_rows")
      }
      try desks.superuser.run("RESET ROLE; DROP TABLE kept_rows")
    }
    try await desks.close()
  }

  @Test("a desk sees, changes and removes its own rows alone, though a statement names no desk; none moves to another")
  func ownRows() async throws {
    let desks = try await WalledDesks()
    for desk in [desks.ours, desks.theirs] { try desks.fill(desk) }
    for table in try desks.tables() {
      func changed(_ text: String) throws -> Int {
        try desks.inDesk(desks.ours) { try $0.execute(Statement(text, scope: .hub), []) }
      }
      let seen = try desks.inDesk(desks.ours) {
        try $0.rows(Statement("SELECT tenant_id FROM \(table)", scope: .hub), []) { try $0.id(Tenant.self) }
      }
      #expect(Set(seen) == [desks.ours], "\(table)")
      #expect(try changed("UPDATE \(table) SET tenant_id = tenant_id") == seen.count, "\(table)")
      try desks.superuser.run("SET session_replication_role = replica")
      #expect(throws: StorageError.self, "\(table)") {
        try changed("UPDATE \(table) SET tenant_id = '\(desks.theirs)'")
      }
      guard table != "tenants" else { continue }
      try desks.superuser.run("BEGIN; SET LOCAL ROLE \(desks.wall.desk); SET LOCAL app.tenant = '\(desks.ours)'")
      #expect(try desks.superuser.execute(Statement("DELETE FROM \(table)", scope: .hub), []) == seen.count, "\(table)")
      try desks.superuser.run("ROLLBACK")
    }
    try await desks.close()
  }
}
