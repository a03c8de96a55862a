import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Writes of one desk on PostgreSQL that wait together", .serialized, .timeLimit(.minutes(2)))
struct PostgresGroupTests {
  struct Refusal: Error {}

  enum Deed: CaseIterable {
    case writes
    case refuses
    case leavesHalf
  }

  @Test("share commits; what one refuses, or leaves half done, takes nothing of its neighbours' with it")
  func share() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000)))
      let tenant = try await node.desk("acme")
      let other = try PostgresConnection(to: try TestServer.address(in: schema))
      let begun = (
        commits: node.value("baton_database_commits_total"), writes: node.value("baton_database_writes_total")
      )
      for deeds in [[Deed.writes], [.writes, .refuses], Deed.allCases] {
        // The first of them waits for this one's row, and the others behind it.
        try other.run("BEGIN; SELECT 1 FROM tenants FOR UPDATE")
        let before = try await Self.count(tenant, at: node)
        let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
          group.addTask { try await Self.perform(deeds[0], in: tenant, at: node) }
          try await Self.until { try other.rows(Self.blocked, []) { $0.count() } == [1] }
          for number in 1..<40 {
            group.addTask { try await Self.perform(deeds[number % deeds.count], in: tenant, at: node) }
          }
          try await Self.until { node.value("baton_database_waiting") == 39 }
          try other.run("COMMIT")
          return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept == (0..<40).count { deeds[$0 % deeds.count] == .writes })
        #expect(try await Self.count(tenant, at: node) == before + kept)
      }
      let log = try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 200) }
      #expect(log.map(\.seq) == Array((1...log.count).reversed()))
      let (commits, writes) = (try #require(begun.commits), try #require(begun.writes))
      #expect(node.value("baton_database_writes_total") == writes + 120)
      #expect(try #require(node.value("baton_database_commits_total")) < commits + 20)
      await node.hub.close()
    }
  }

  /// How many connections wait for the one that asks, which is in a transaction.
  private static let blocked = Statement(
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))", scope: .hub)

  /// Ends at the suite's limit of time, too.
  private static func until(_ isSo: () throws -> Bool) async throws {
    while try !isSo() {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test(
    "one of more statements than go to the server at once is refused whole, whichever of them was; the connection goes on"
  )
  func refusedAmongMany() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000)))
      let tenant = try await node.desk("acme")
      let (now, email) = (node.clock.now, try #require(EmailAddress("ann@example.org")))
      let twins = (1...2).map { Agent(id: ID(UUID()), email: email, name: "Ann \($0)", role: .agent, createdAt: now) }
      for kept in [twins, Array(twins[..<1])] {
        let write = {
          try await node.hub.write(in: tenant) { desk in
            for agent in kept {
              try desk.put(agent)
              for _ in 0..<600 { try desk.append(AuditRecord(at: now, source: .system, action: "a.b", subject: "s")) }
            }
          }
        }
        if kept.count > 1 {
          await #expect(throws: StorageError.self) { try await write() }
          #expect(try await Self.count(tenant, at: node) == 0)
        } else {
          try await write()
        }
      }
      #expect(try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 1).first?.seq } == 600)
      await node.hub.close()
    }
  }

  private static func perform(_ deed: Deed, in tenant: TenantID, at node: PostgresTrial) async throws -> Bool {
    let now = node.clock.now
    do {
      try await node.hub.write(in: tenant) { desk in
        if deed == .refuses { throw Refusal() }
        _ = try desk.nextTicketNumber()
        try desk.append(AuditRecord(at: now, source: .system, action: "a.b", subject: "s"))
        if deed == .leavesHalf { throw Refusal() }
      }
      return true
    } catch is Refusal { return false }
  }

  private static func count(_ tenant: TenantID, at node: PostgresTrial) async throws -> Int {
    try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 200) }.count
  }
}
