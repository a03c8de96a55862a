import Foundation
import PostgresEngine
import SQLStorage
import Ticketing

/// Two desks with a row in every table, and connections on either side of the wall.
struct WalledDesks {
  let trial: PostgresTrial
  let wall: Wall
  /// Sees everything, and is held by nothing.
  let superuser: PostgresConnection
  /// A node's, before any transaction.
  let node: PostgresConnection
  let ours: TenantID
  let theirs: TenantID

  init() async throws {
    trial = try PostgresTrial()
    superuser = try PostgresConnection(to: TestServer.address(in: trial.schema))
    wall = try Wall(of: superuser)
    node = try PostgresConnection(to: TestServer.address(in: trial.schema))
    try node.run("SET ROLE \(wall.desk)")
    ours = try await trial.desk("ours")
    theirs = try await trial.desk("theirs")
  }

  func close() async throws { try await trial.close() }

  /// Every table of which each row is one desk's.
  func tables() throws -> [String] {
    try superuser.rows(
      Statement(
        """
        SELECT table_name::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'tenant_id' ORDER BY 1
        """, scope: .hub), []
    ) { $0.text() }
  }

  /// Gives a desk one row in each table, whatever it refers to.
  func fill(_ desk: TenantID) throws {
    try superuser.run("SET session_replication_role = replica")
    for table in try tables() where table != "tenants" {
      let columns = try superuser.rows(
        Statement(
          """
          SELECT column_name::text, data_type::text FROM information_schema.columns
          WHERE table_schema = current_schema() AND table_name = ?1 ORDER BY ordinal_position
          """, scope: .hub), [.text(table)]
      ) { (name: $0.text(), type: $0.text()) }
      let values = columns.map { $0.name == "tenant_id" ? "'\(desk)'" : Self.value(of: $0.type) }
      let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
      try superuser.run(
        "INSERT INTO \(table) (\(names)) VALUES (\(values.joined(separator: ", "))) ON CONFLICT DO NOTHING")
    }
    try superuser.run("SET session_replication_role = DEFAULT")
  }

  private static func value(of type: String) -> String {
    switch type {
    case "uuid": "'0190b7a2-0000-7000-8000-000000000001'"
    case "bigint": "7"
    case "bytea": "'\\x37'"
    case "tsvector": "'seven:1'"
    default: "'seven'"
    }
  }

  /// What a body finds in a transaction of a desk's, of which nothing is kept.
  func inDesk<Value>(_ desk: TenantID, _ body: (PostgresConnection) throws -> Value) throws -> Value {
    try node.run("BEGIN; SET LOCAL app.tenant = '\(desk)'")
    defer { try? node.run("ROLLBACK") }
    return try body(node)
  }
}

extension PostgresConnection {
  func count(_ text: String) throws -> Int { try rows(Statement(text, scope: .hub), []) { $0.count() }.first ?? 0 }
}
