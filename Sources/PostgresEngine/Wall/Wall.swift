import SQLStorage
import Storage
import Ticketing

/// The second wall between desks, behind the tenant that every statement names: row level security. Where one of our own
/// statements forgot its tenant, the server would still give it no row of another desk.
///
/// A node works in two roles, whoever it signs in as. They sign in nowhere, own nothing, and may not pass by policies:
/// - the desks' sees and writes the rows of the tenant that its transaction names in `app.tenant`, and none where it names
///   none. Each connection is in this role from its first moment on;
/// - the hub's sees all rows, and writes no more than new desks, files that pass from one desk to another, and leases. A
///   transaction enters it for statements whose scope is `.hub`, and leaves it at its end.
///
/// The tables' owner sees their rows only where `app.scope` is `owner`, as in migrations. A superuser sees them always.
///
/// What an operator may set up, where the database is `baton` and the schema `public`:
/// - nothing, where the address's user owns the schema and may create roles: the first start makes both;
/// - both roles, where it may not: `CREATE ROLE "baton.public.desk" NOLOGIN`, `CREATE ROLE "baton.public.hub" NOLOGIN`,
///   `GRANT "baton.public.desk", "baton.public.hub" TO` it;
/// - a user for the nodes that has no other right, so that nobody who takes one over can leave the wall's roles for more:
///   `CREATE ROLE node LOGIN NOINHERIT`, `GRANT USAGE ON SCHEMA public TO node`, both roles granted to it. `baton migrate` then
///   runs as the owner before a new version serves.
package struct Wall: Sendable {
  /// The roles' names, quoted as SQL takes them.
  package let desk: String
  package let hub: String

  /// Keeps a connection behind the wall, whatever it does next.
  func enclose(_ connection: PostgresConnection) throws { try connection.run("SET ROLE \(desk)") }

  /// Opens the way through the wall, until the transaction ends.
  func enter(_ sight: Beginning.Sight) -> String {
    switch sight {
    case .desk(let tenant): "SET LOCAL app.tenant = '\(tenant)'"
    case .hub: "SET LOCAL ROLE \(hub)"
    }
  }

  /// The same, ahead of the first question.
  func enter(_ sight: Beginning.Sight, on connection: PostgresConnection) throws {
    switch sight {
    case .desk(let tenant): try connection.send(Self.enterDesk, [.text(tenant.description)])
    case .hub: try connection.send(Statement("SET LOCAL ROLE \(hub)", scope: .hub), [])
    }
  }

  private static let enterDesk = Statement("SELECT set_config('app.tenant', ?1, true)", scope: .hub)

  /// The same for the owner of the tables, who changes them.
  static let enterAsOwner = "SET LOCAL app.scope = 'owner'"
}

extension Wall {
  /// The wall of a hub, be it built or not.
  ///
  /// - Throws: `StorageError.unavailable` where there is no schema to keep a hub in.
  package init(of connection: PostgresConnection) throws {
    let names = try connection.rows(WallSQL.names, []) { ($0.maybeText(), $0.maybeText()) }.first
    guard let desk = names?.0, let hub = names?.1 else {
      throw StorageError.unavailable("the database has no schema that this user may keep a hub in: see search_path")
    }
    (self.desk, self.hub) = (desk, hub)
  }

  /// Whether the roles are there.
  ///
  /// - Throws: `StorageError.unavailable` where they are no wall, or not for this user.
  func hasRoles(on connection: PostgresConnection) throws -> Bool {
    let roles = try connection.rows(WallSQL.roles, [.text(desk), .text(hub)]) { (passes: $0.flag(), isOurs: $0.flag()) }
    guard !roles.contains(where: \.passes) else {
      throw StorageError.unavailable(
        "\(desk) or \(hub) may pass by row level security: take SUPERUSER and BYPASSRLS away")
    }
    guard !roles.contains(where: { !$0.isOurs }) else {
      throw StorageError.unavailable("this user may not work as \(desk) and \(hub): GRANT both to it")
    }
    return roles.count == 2
  }

  /// Closes every gap; a wall without one is left alone, by whoever may not touch it too. Nothing can be reached through a
  /// gap meanwhile: the roles have no right on a table that is not behind the wall. One table at a time, so that nobody who
  /// works beside it waits for two of them, and what is killed on the way goes on there.
  ///
  /// Not a migration, so that each table that a migration makes is behind it at once, as is a database that was restored
  /// where other roles are.
  func close(on connection: PostgresConnection) throws {
    if try !hasRoles(on: connection) { try makeRoles(on: connection) }
    let schema = try connection.rows(WallSQL.schema, []) { $0.text() }.first ?? ""
    let way = "GRANT USAGE ON SCHEMA \(schema) TO \(desk), \(hub)"
    for table in try gaps(on: connection) {
      try connection.inTransaction { try connection.run(([way] + steps(for: table)).joined(separator: "; ")) }
    }
    guard try connection.rows(WallSQL.lacksSearch, [.text(desk), .text(hub)], { $0.flag() }).first ?? true else {
      return
    }
    try connection.inTransaction {
      try connection.run(WallSQL.search(in: schema, desk: desk, hub: hub).joined(separator: "; "))
    }
  }

  /// The hub's own tables that are not wholly behind the wall.
  func gaps(on connection: PostgresConnection) throws -> [Table] {
    try connection.rows(WallSQL.gaps, [.text(desk), .text(hub)]) {
      Table(name: $0.text(), owner: $0.text(), isDesks: $0.flag(), isClaimed: $0.flag())
    }
  }

  private func makeRoles(on connection: PostgresConnection) throws {
    connection.clearFailure()
    do {
      for role in [desk, hub] { try connection.run(WallSQL.make(role)) }
    } catch  where connection.failureOfTransaction?.state == .insufficientPrivilege {
      throw StorageError.unavailable(
        "the hub needs the roles \(desk) and \(hub), which this user may not make: CREATE ROLE both, and GRANT them to it"
      )
    }
  }

  struct Table {
    let name: String
    let owner: String
    /// Whether each of its rows is one desk's.
    let isDesks: Bool
    /// Whether its rows are claimed for a while.
    let isClaimed: Bool
  }

  /// What is written of all desks: a new desk, and a file that passes from one to another. Besides, leases end.
  private static let growing: Set = ["tenants", "counters", "files", "file_pieces"]

  private func steps(for table: Table) -> [String] {
    guard table.isDesks else { return ["GRANT SELECT ON \(table.name) TO \(hub)"] }
    let policies = [
      ("desk", desk, "tenant_id = (SELECT CAST(nullif(current_setting('app.tenant', true), '') AS uuid))"),
      ("hub", hub, "true"),
      ("owner", table.owner, "(SELECT current_setting('app.scope', true)) = 'owner'"),
    ]
    return ["ALTER TABLE \(table.name) ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"]
      + policies.flatMap { name, role, condition in
        [
          "DROP POLICY IF EXISTS \(name) ON \(table.name)",
          "CREATE POLICY \(name) ON \(table.name) TO \(role) USING (\(condition))",
        ]
      } + [
        "GRANT SELECT, INSERT, UPDATE, DELETE ON \(table.name) TO \(desk)",
        "GRANT SELECT\(Self.growing.contains(table.name) ? ", INSERT" : "") ON \(table.name) TO \(hub)",
      ] + (table.isClaimed ? ["GRANT UPDATE (lease_until) ON \(table.name) TO \(hub)"] : [])
  }
}
