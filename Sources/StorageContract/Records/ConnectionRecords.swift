import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let connectionRecords = [
    ContractCase("a connection and its stand-in come back whole, with their secrets, and as they were changed") {
      trial in
      let desk = try await trial.desk()
      let stand = try await trial.desk("stand-in")
      var connection = trial.connection(to: stand.tenant)
      let id = connection.id
      var standIn = connection.standIn(for: desk.tenant)
      for turn in 1...2 {
        try await desk.write { [connection] in try $0.put(connection) }
        try await stand.write { [standIn] in try $0.put(standIn) }
        try await trial.reopen()
        #expect(try await desk.read { try $0.connection(id) } == connection)
        #expect(try await stand.read { try $0.standIn() } == standIn)
        let words = StandInWords(
          connection: id, partnership: standIn.partnership, name: standIn.name, mapping: standIn.mapping)
        #expect(try await stand.read { try $0.standInWords() } == words)
        (connection.name, connection.state, connection.version) = ("Élan", .paused, turn + 1)
        connection.secrets["token"] = "another"
        connection.partnership = trial.newID()
        (standIn.isPaused, standIn.version, standIn.secrets) = (true, turn + 1, connection.secrets)
      }
      #expect(try await desk.read { try $0.connections(PageRequest()).items.count } == 1)
      #expect(try await stand.read { try $0.connections(PageRequest()).items.isEmpty })
      #expect(try await desk.read { try $0.standIn() } == nil)
      #expect(try await desk.read { try $0.standInWords() } == nil)
      #expect(try await stand.read { try $0.connection(id) } == nil)
    },
    ContractCase(
      "what is known of a ticket at an external desk is found from either side, and of an item the first stays"
    ) {
      trial in
      let desk = try await trial.desk()
      let other = try await trial.desk("other")
      let ticket = try await desk.ticket()
      var outside = OutsideTicket(ticket: ticket.id, told: 1)
      try await desk.write { [outside] in try $0.put(outside) }
      #expect(try await desk.read { try $0.outsideTicket(ticket.id) } == outside)
      outside.reference = ExternalReference(id: "INC0010042", number: "42", url: "https://desk.example/42")
      (outside.status, outside.heardAt, outside.told) = ("In Bearbeitung", trial.later(9), 2)
      outside.telling = trial.newID()
      outside.noteWritten("Gelöst", at: trial.later(10))
      try await desk.write { [outside] in try $0.put(outside) }
      #expect(try await desk.read { try $0.outsideTicket(external: "INC0010042") } == outside)
      #expect(try await other.read { try $0.outsideTicket(external: "INC0010042") } == nil)
      #expect(try await other.read { try $0.outsideTicket(ticket.id) } == nil)
      let item = OutsideItem(kind: .comment, external: "c-7", ticket: ticket.id, event: trial.newID())
      let late = OutsideItem(kind: .comment, external: "c-7", ticket: ticket.id, event: trial.newID())
      try await desk.write {
        try $0.put(item)
        try $0.put(late)
      }
      #expect(try await desk.read { try $0.outsideItem(.comment, external: "c-7") } == item)
      #expect(try await desk.read { try $0.outsideItem(of: item.event) } == item)
      #expect(try await desk.read { try $0.outsideItem(.file, external: "c-7") } == nil)
      #expect(try await other.read { try $0.outsideItem(.comment, external: "c-7") } == nil)
    },
    ContractCase("what an external desk said is heard once, and stands open until it is dealt with") { trial in
      let desk = try await trial.desk()
      let reports = [KeptReport.State.waiting, .parked, .unmatched, .done, .dropped].enumerated().map { number, state in
        KeptReport(
          id: trial.newID(), external: "INC1", key: "key-\(number)", receivedAt: trial.later(Double(number)),
          state: state, reason: state == .parked ? "no such field" : nil, report: Array("{}".utf8))
      }
      try await desk.write { for report in reports { try $0.put(report) } }
      let open = try await desk.read { try $0.openReports(external: "INC1").map(\.id) }
      #expect(Set(open) == Set(reports[..<3].map(\.id)))
      #expect(try await desk.read { try $0.openReports(external: "INC2").isEmpty })
      #expect(try await desk.read { try $0.isKnown(reportKey: "key-4") })
      #expect(try await desk.read { try $0.isKnown(reportKey: "key-5") } == false)
      var settled = reports[1]
      let id = settled.id
      (settled.state, settled.reason) = (.done, nil)
      try await desk.write { [settled] in try $0.put(settled) }
      #expect(try await desk.read { try $0.report(id) } == settled)
      #expect(try await desk.read { try $0.reports(in: .parked, PageRequest()).items.isEmpty })
      #expect(try await desk.read { try $0.reports(in: .done, PageRequest()).items.count } == 2)
    },
    ContractCase("a poll that is due is claimed by its lease, and free again when that ends or the hub starts anew") {
      trial in
      let desk = try await trial.desk()
      var poll = Poll(nextAt: trial.later(10))
      func due(_ seconds: Double) async throws -> [TenantID] {
        try await trial.tenants.duePolls(now: trial.later(seconds), limit: 9)
      }
      try await desk.write { [poll] in try $0.put(poll) }
      #expect(try await desk.read { try $0.poll() } == poll)
      #expect(try await due(9) == [])
      #expect(try await due(10) == [desk.tenant])
      (poll.cursor, poll.failures, poll.leaseUntil) = ("page 2", 3, trial.later(130))
      try await desk.write { [poll] in try $0.put(poll) }
      #expect(try await due(11) == [])
      #expect(try await due(130) == [desk.tenant])
      try await trial.reopen()
      #expect(try await due(11) == [desk.tenant])
      poll.leaseUntil = nil
      #expect(try await desk.read { try $0.poll() } == poll)
      try await desk.write { try $0.removePoll() }
      #expect(try await due(999) == [])
    },
  ]
}

extension Trial {
  fileprivate func connection(to standIn: TenantID) -> Connection {
    Connection(
      id: newID(), connector: "example", name: "Elan", settings: Array(#"{"site":"https://desk.example"}"#.utf8),
      secrets: ["token": "wörd \u{1}", "empty": ""], mapping: Array("{}".utf8), standIn: standIn, createdAt: now)
  }
}

extension Connection {
  fileprivate func standIn(for owner: TenantID) -> StandIn {
    StandIn(
      connection: id, owner: owner, partnership: nil, connector: connector, name: name, settings: settings,
      secrets: secrets, mapping: mapping, version: version, isPaused: false,
      hookHash: [UInt8](repeating: 7, count: 32))
  }
}
