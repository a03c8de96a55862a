import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Several nodes on one PostgreSQL database", .serialized, .timeLimit(.minutes(5)))
struct PostgresNodeTests {
  @Test("nodes that start at once on an empty database bring its schema up to date once, and all serve")
  func startAtOnce() async throws {
    try await TestServer.withSchema { schema in
      let nodes = try await withThrowingTaskGroup(of: PostgresTrial.self) { group in
        for _ in 0..<4 { group.addTask { try PostgresTrial(in: schema, clock: HandedClock(at: .now)) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let ran = try await nodes[0].hub.migrations()
      #expect(!ran.isEmpty && Set(ran).count == ran.count)
      for node in nodes { #expect(try await node.hub.migrations() == ran) }
      for node in nodes { await node.hub.close() }
    }
  }

  @Test("two nodes write one desk at once: its numbers have no gap and no double")
  func numbersOfTwoNodes() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
      let nodes = [try PostgresTrial(in: schema, clock: clock), try PostgresTrial(in: schema, clock: clock)]
      let tenant = try await nodes[0].desk("acme")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<60 {
          let hub = nodes[number % 2].hub
          group.addTask {
            try await hub.write(in: tenant) { desk in
              _ = try desk.nextTicketNumber()
              try desk.append(AuditRecord(at: clock.now, source: .system, action: "a.b", subject: "s"))
            }
          }
        }
        try await group.waitForAll()
      }
      let log = try await nodes[1].hub.read(in: tenant) { try $0.audit(before: nil, limit: 100) }
      #expect(log.map(\.seq) == Array((1...60).reversed()))
      for node in nodes { await node.hub.close() }
    }
  }

  @Test("two nodes make a desk of one name at once: one has it, the other is told that it is taken")
  func oneSlug() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: .now)
      let nodes = [try PostgresTrial(in: schema, clock: clock), try PostgresTrial(in: schema, clock: clock)]
      let made = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<8 {
          group.addTask {
            do {
              _ = try await nodes[number % 2].desk("acme")
              return true
            } catch {
              #expect(error as? SlugTaken == SlugTaken(slug: "acme"))
              return false
            }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(made == 1)
      for node in nodes { await node.hub.close() }
    }
  }

  @Test("three nodes claim the same lanes at once: nothing is claimed twice, left behind, or out of its order")
  func lanesOfThreeNodes() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
      let nodes = try (0..<3).map { _ in try PostgresTrial(in: schema, clock: clock) }
      try await LaneRivals.compete(at: nodes)
      for node in nodes { await node.hub.close() }
    }
  }

  @Test("one of them has the watch, and does what falls due by the clock; when it ends, another has it")
  func watch() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: .now)
      var nodes = try (0..<3).map { _ in try PostgresTrial(in: schema, clock: clock) }
      #expect(nodes.map(\.hub.hasWatch) == [true, false, false])
      await nodes.removeFirst().hub.close()
      var looks = 0
      while !nodes.contains(where: \.hub.hasWatch), looks < 100_000 {
        _ = try await nodes[0].hub.tenants()
        looks += 1
      }
      #expect(nodes.count(where: \.hub.hasWatch) == 1)
      for node in nodes { await node.hub.close() }
    }
  }

  @Test("a lane that somebody writes is passed by; who writes the desk besides keeps nobody from a claim")
  func lockedLane() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000)))
      let lane = try await LaneRivals.oneLane(at: node)
      let other = try PostgresConnection(to: try TestServer.address(in: schema))
      try other.run("BEGIN; SELECT 1 FROM tenants FOR UPDATE; SELECT 1 FROM lanes FOR UPDATE")
      let (now, end) = (node.clock.now, node.clock.now.addingTimeInterval(30))
      #expect(try await node.hub.claim(lane, limit: 9, now: now, until: end) == nil)
      try other.run("ROLLBACK; BEGIN; SELECT 1 FROM tenants FOR NO KEY UPDATE")
      #expect(try await node.hub.claim(lane, limit: 9, now: now, until: end)?.waiting.count == 1)
      try other.run("ROLLBACK")
      await node.hub.close()
    }
  }

  @Test("a node goes on when the server ends its connections")
  func connectionsEnd() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: .now))
      let tenant = try await node.desk("acme")
      try TestServer.endConnections(of: schema)
      let number = try await node.hub.write(in: tenant) { try $0.nextTicketNumber() }
      #expect(number == 1)
      #expect(try await node.hub.tenants().map(\.slug) == ["acme"])
      await node.hub.close()
    }
  }

  @Test("who watches a desk at one node is told what another wrote, also after the server ended all connections")
  func changesAreHeard() async throws {
    try await TestServer.withSchema { schema in
      let clock = HandedClock(at: .now)
      let nodes = [try PostgresTrial(in: schema, clock: clock), try PostgresTrial(in: schema, clock: clock)]
      let tenant = try await nodes[0].desk("acme")
      var changes = nodes[1].hub.feed.changes(in: tenant).makeAsyncIterator()
      let agent = Agent(
        id: ID(UUID()), email: try #require(EmailAddress("a@example.org")), name: "Ann", role: .agent,
        createdAt: clock.now)
      try await nodes[0].hub.write(in: tenant) { try $0.put(agent) }
      #expect(await changes.next() == .access)
      try TestServer.endConnections(of: schema)
      // What is told while a node is away is lost; what is told once it listens again is not.
      var looks = 0
      while try TestServer.listeners(of: schema) < 2, looks < 1_000 { looks += 1 }
      try await nodes[0].hub.write(in: tenant) { try $0.put(agent) }
      #expect(await changes.next() == .access)
      for node in nodes { await node.hub.close() }
    }
  }
}
