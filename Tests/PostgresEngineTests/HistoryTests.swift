import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("A hub on PostgreSQL whose database has gone on with another history", .serialized, .timeLimit(.minutes(5)))
struct PostgresHistoryTests {
  @Test("a desk begins anew once, and says so; where the history is the same, or none was known, it does not")
  func beginsAnew() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
      let first = try PostgresTrial(in: schema, clock: clock)
      let (old, young) = (try await first.desk("old"), try await first.desk("young"))
      await first.hub.close()
      let second = try PostgresTrial(in: schema, clock: clock)
      for tenant in [old, young] { #expect(try await Self.restores(of: tenant, at: second) == 0) }
      await second.hub.close()
      // What the one was when the copy fell behind, and what the other was that had not been seen since.
      try Self.note("'another/00000001'", of: old, in: schema)
      try Self.note("NULL", of: young, in: schema)
      let third = try PostgresTrial(in: schema, clock: clock)
      for tenant in [old, young] {
        #expect(try await Self.restores(of: tenant, at: third) == 1)
        #expect(try await third.hub.read(in: tenant) { try $0.deskRecord()?.restoredAt } == clock.now)
      }
      await third.hub.close()
      let fourth = try PostgresTrial(in: schema, clock: clock)
      #expect(try await Self.restores(of: old, at: fourth) == 1)
      await fourth.hub.close()
    }
  }

  private static func note(_ history: String, of tenant: TenantID, in schema: String) throws {
    try PostgresConnection(to: try TestServer.address(in: schema)).run(
      "UPDATE tenants SET history = \(history) WHERE tenant_id = '\(tenant)'")
  }

  private static func restores(of tenant: TenantID, at node: PostgresTrial) async throws -> Int {
    try await node.hub.read(in: tenant) { try $0.audit(before: nil, limit: 100) }
      .count { $0.action == "hub.restore" }
  }
}

@Suite("What a node that is gone had claimed", .serialized, .timeLimit(.minutes(5)))
struct PostgresAbsenceTests {
  @Test(
    "is free for others long before its lease ends, with a higher fence; whoever was only taken for gone writes nothing"
  )
  func isFreed() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
      let node = try PostgresTrial(in: schema, clock: clock)
      let lane = try await LaneRivals.oneLane(at: node)
      let claim = try #require(
        try await node.hub.claim(lane, limit: 9, now: clock.now, until: clock.now.addingTimeInterval(20)))
      // As if another had claimed it whose connections are gone.
      try PostgresConnection(to: try TestServer.address(in: schema)).run("UPDATE lanes SET holder = 1")
      var wakeUps = node.hub.wakeUps.makeAsyncIterator()
      #expect(await wakeUps.next() == lane, "by the commit that brought its message")
      #expect(await wakeUps.next() == lane, "since it is free")
      let next = try #require(
        try await node.hub.claim(lane, limit: 9, now: clock.now, until: clock.now.addingTimeInterval(20)))
      #expect(next.fence > claim.fence)
      #expect(try await !node.hub.report(LaneReport(), for: claim, now: clock.now))
      await node.hub.close()
    }
  }
}
