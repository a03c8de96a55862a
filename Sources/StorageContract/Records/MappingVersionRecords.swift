import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let mappingVersions = [
    ContractCase("a connection's mappings come back, the newest first, and each by its number") { trial in
      let desk = try await trial.desk()
      let agent = try desk.agent("ann@example.org")
      func connection(_ name: String) -> Connection {
        Connection(
          id: trial.newID(), connector: "kind", name: name, settings: Array("{}".utf8), secrets: [:],
          mapping: Array("{}".utf8), standIn: trial.newID(), createdAt: trial.now)
      }
      func version(_ number: Int, of connection: Connection, by author: AgentID?) -> MappingVersion {
        MappingVersion(
          connection: connection.id, number: number, savedAt: trial.later(Double(number)), author: author,
          mapping: Array("{\"n\":\(number)}".utf8))
      }
      let (one, other) = (connection("One"), connection("Other"))
      let versions = [
        version(1, of: one, by: nil), version(2, of: one, by: agent.id), version(3, of: one, by: agent.id),
      ]
      let foreign = version(1, of: other, by: agent.id)
      try await desk.write { tx in
        try tx.put(agent)
        for connection in [one, other] { try tx.put(connection) }
        for version in versions + [foreign] { try tx.put(version) }
      }
      let shown = try await desk.read { tx in
        (
          all: try tx.mappingVersions(of: one.id, before: nil, limit: 10),
          newest: try tx.mappingVersions(of: one.id, before: nil, limit: 1),
          older: try tx.mappingVersions(of: one.id, before: 3, limit: 10),
          second: try tx.mappingVersion(2, of: one.id), none: try tx.mappingVersion(4, of: one.id),
          others: try tx.mappingVersions(of: other.id, before: nil, limit: 10)
        )
      }
      #expect(shown.all == versions.reversed())
      #expect(shown.newest == [versions[2]])
      #expect(shown.older == [versions[1], versions[0]])
      #expect(shown.second == versions[1])
      #expect(shown.none == nil)
      #expect(shown.others == [foreign])
      let stranger = try await trial.desk("beta")
      #expect(try await stranger.read { try $0.mappingVersions(of: one.id, before: nil, limit: 10) } == [])
    },
    ContractCase("the last that an external desk said comes first") { trial in
      let desk = try await trial.desk()
      let ids = (1...3).map { _ in trial.newID(ReportMarker.self) }.sorted()
      let reports = (1...3).map { number in
        KeptReport(
          id: ids[number - 1], external: "12", key: "key \(number)", receivedAt: trial.later(Double(number)),
          state: number == 2 ? .parked : .done, report: Array("{}".utf8))
      }
      try await desk.write { tx in for report in reports { try tx.put(report) } }
      #expect(try await desk.read { try $0.latestReports(2) } == [reports[2], reports[1]])
    },
  ]
}
