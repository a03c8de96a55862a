import Foundation
import Measuring
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing

@Suite("What a node tells of its connections to PostgreSQL", .serialized, .timeLimit(.minutes(2)))
struct PostgresMeasureTests {
  @Test("is how many there are and may be, and how often they were made anew")
  func connections() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: .now))
      let tenant = try await node.desk("acme")
      await readOften(node)
      #expect(node.value("baton_database_connections_limit") == 6)
      let made = try #require(node.value("baton_database_connects_total"))
      #expect((1...6).contains(made))
      #expect(node.value("baton_database_repeats_total") == 0)
      try TestServer.endConnections(of: schema)
      _ = try await node.hub.write(in: tenant) { try $0.nextTicketNumber() }
      #expect(node.value("baton_database_connects_total") == made + 1)
      #expect(
        try #require(node.value("baton_database_repeats_total")) <= 1,
        "a place that had no connection yet repeats nothing")
      #expect(node.value("baton_database_failed_connects_total") == 0)
      await node.hub.close()
      #expect(node.value("baton_database_waiting") == 0)
      #expect(node.value("baton_database_connections") == 0)
    }
  }

  @Test("never is more than it may have, whatever is asked at once")
  func bounded() async throws {
    try await TestServer.withSchema { schema in
      let node = try PostgresTrial(in: schema, clock: HandedClock(at: .now))
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<10 { group.addTask { await readOften(node) } }
      }
      #expect(try #require(node.value("baton_database_connects_total")) <= 6)
      await node.hub.close()
    }
  }

  private func readOften(_ node: PostgresTrial) async {
    for _ in 0..<20 { _ = try? await node.hub.tenants() }
  }
}

extension PostgresTrial {
  /// The sum of a family's samples.
  func value(_ family: String) -> Double? {
    hub.measures.first { $0.name == family }?.samples.map(\.value).reduce(0, +)
  }
}
