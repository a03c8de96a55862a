import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Who signs in to PostgreSQL for a hub", .serialized, .timeLimit(.minutes(5)))
struct PostgresServingUserTests {
  private let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))

  @Test("an owner that may make roles, and is nothing more, founds a hub with its wall, and serves it")
  func owner() async throws {
    try await serve(by: "LOGIN NOINHERIT CREATEROLE", owning: true) { user, schema in
      let owner = try PostgresConnection(to: try TestServer.address(in: schema, "user=\(user)"))
      #expect(try owner.count("SELECT count(*) FROM tenants") == 0, "the wall stands before its owner too")
      #expect(try PostgresHub.isFounded(at: try TestServer.address(in: schema, "user=\(user)")))
    }
  }

  @Test(
    "a user that owns nothing and may only work in the wall's roles serves a hub that is there; it cannot get further")
  func serving() async throws {
    try await serve(by: "LOGIN NOINHERIT", owning: false) { user, schema in
      let node = try PostgresConnection(to: try TestServer.address(in: schema, "user=\(user)"))
      for attempt in [
        "SELECT * FROM tickets", "SELECT * FROM tenants", "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres",
        "ALTER TABLE tickets DISABLE ROW LEVEL SECURITY",
      ] {
        #expect(throws: StorageError.self, "\(attempt)") { try node.run(attempt) }
      }
    }
  }

  @Test("one that is given neither the roles nor the right to make them is refused, and told what it lacks")
  func refused() async throws {
    do {
      try await serve(by: "LOGIN", owning: true) { _, _ in }
      Issue.record("it served")
    } catch StorageError.unavailable(let reason) {
      #expect(reason.contains(".desk\"") && reason.contains("CREATE ROLE"), "\(reason)")
    }
  }

  @Test("a role of the wall's that may pass by policies is no wall, and nobody serves")
  func mightyRole() async throws {
    let trial = try PostgresTrial()
    await trial.hub.close()
    let superuser = try PostgresConnection(to: try TestServer.address(in: trial.schema))
    try superuser.run("ALTER ROLE \(try Wall(of: superuser).desk) BYPASSRLS")
    #expect(throws: StorageError.self) { try PostgresTrial(in: trial.schema, clock: clock) }
    try TestServer.remove(trial.schema)
  }

  /// Serves a hub as a new user, which then looks round; it goes with its hub.
  private func serve(
    by rights: String, owning isOwner: Bool, _ look: (String, String) async throws -> Void
  ) async throws {
    try await TestServer.withSchema { schema in
      let superuser = try PostgresConnection(to: try TestServer.address(in: schema))
      let user = "user_\(schema)"
      try superuser.run("CREATE ROLE \(user) \(rights)")
      if isOwner {
        try superuser.run("ALTER SCHEMA \(schema) OWNER TO \(user)")
      } else {
        try PostgresHub.migrate(at: try TestServer.address(in: schema), now: clock.now)
        let wall = try Wall(of: superuser)
        try superuser.run("GRANT USAGE ON SCHEMA \(schema) TO \(user); GRANT \(wall.desk), \(wall.hub) TO \(user)")
      }
      do {
        try await work(as: user, in: schema)
        try await look(user, schema)
      } catch {
        try superuser.run("REASSIGN OWNED BY \(user) TO postgres; DROP OWNED BY \(user); DROP ROLE \(user)")
        throw error
      }
      try superuser.run("REASSIGN OWNED BY \(user) TO postgres; DROP OWNED BY \(user); DROP ROLE \(user)")
    }
  }

  private func work(as user: String, in schema: String) async throws {
    let trial = try PostgresTrial(in: schema, clock: clock, as: user)
    let desk = try await trial.desk("acme")
    let customer = Customer(id: ID(UUID()), name: "Ann", note: nil, createdAt: clock.now)
    try await trial.hub.write(in: desk) { try $0.put(customer) }
    #expect(try await trial.hub.read(in: desk) { try $0.customer(customer.id) } == customer)
    #expect(try await trial.hub.tenants().map(\.slug) == ["acme"])
    #expect(try await trial.hub.examine(now: clock.now).isEmpty)
    await trial.hub.close()
  }
}
