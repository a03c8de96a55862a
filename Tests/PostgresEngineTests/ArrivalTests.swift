import Federation
import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("PostgreSQL: a hub that comes from elsewhere")
struct ArrivalTests {
  struct Stopped: Error {}

  @Test("the tables are those that the schema tells, column by column")
  func tablesAreThose() async throws {
    let trial = try PostgresTrial()
    let columns = Statement(
      """
      SELECT CAST(table_name AS text), CAST(column_name AS text), CAST(data_type AS text) FROM information_schema.columns
      WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
      """, scope: .hub)
    var found: [String: [String]] = [:]
    for (table, column, kind) in try PostgresConnection(to: TestServer.address(in: trial.schema)).rows(
      columns, [], { ($0.text(), $0.text(), $0.text()) })
    {
      found[table, default: []].append("\(column) \(kind)")
    }
    for own in ["schema_migrations", "ticket_words", "files", "file_pieces"] {
      #expect(found.removeValue(forKey: own) != nil, "\(own)")
    }
    let told = Table.all.map { ($0.name, $0.columns.map { "\($0.name) \($0.kind)" }) }
    #expect(found == Dictionary(told) { first, _ in first })
    try await trial.close()
  }

  @Test("brings rows, words and files, and no node serves it before its end")
  func bringsEverything() async throws {
    let (trial, filled) = try await Self.filled()
    try await TestServer.withSchema { schema in
      let address = try TestServer.address(in: schema)
      let clock = trial.clock
      try await trial.hub.lend { moment in
        let mark = try #require(try moment.mark())
        // It stops after each row that arrives for a while, as if it were killed there.
        for stop in 1...6 {
          let arrival = try Arrival(at: address, now: clock.now)
          try arrival.begin(of: mark, isRepeatable: true)
          var told = 0
          #expect(throws: Stopped.self) {
            _ = try arrival.take(moment) { _, _, _ in
              told += 1
              if told > stop { throw Stopped() }
            }
          }
          #expect(throws: StorageError.self) { try PostgresHub.isFounded(at: address) }
        }
        let arrival = try Arrival(at: address, now: clock.now)
        try arrival.begin(of: mark, isRepeatable: true)
        #expect(try arrival.take(moment) { _, _, _ in } == [])
      }
      #expect(try PostgresHub.isFounded(at: address))
      let arrived = try PostgresTrial(in: schema, clock: clock)
      let tickets = try await arrived.hub.read(in: filled.tenant) { reader in
        try reader.tickets(TicketQuery(), PageRequest()).items.map(\.subject).sorted()
      }
      #expect(tickets == ["Compressor", "Pump"])
      let found = try await arrived.hub.read(in: filled.tenant) { reader in
        var query = TicketQuery()
        query.text = "compr"
        return try reader.tickets(query, PageRequest()).items.map(\.subject)
      }
      #expect(found == ["Compressor"])
      let source = try await arrived.hub.blobs.open(filled.file, in: filled.tenant)
      #expect(try await source.read(offset: 0, count: 1_000_000).count == 600_000)
      #expect(try await arrived.hub.examine(now: clock.now) == [])
      await arrived.hub.close()
    }
    try await trial.close()
  }

  @Test("what was begun by another hub is not gone on with, nor is a hub that is there written over")
  func keepsToItself() async throws {
    let (trial, _) = try await Self.filled()
    try await TestServer.withSchema { schema in
      let address = try TestServer.address(in: schema)
      try Arrival(at: address, now: trial.clock.now).begin(of: "one", isRepeatable: true)
      let another = try Arrival(at: address, now: trial.clock.now)
      #expect(throws: ArrivalFailure.otherCopy) { try another.begin(of: "another", isRepeatable: true) }
    }
    #expect(throws: ArrivalFailure.inUse) {
      try Arrival(at: try TestServer.address(in: trial.schema), now: trial.clock.now)
    }
    await trial.hub.close()
    let onto = try Arrival(at: try TestServer.address(in: trial.schema), now: trial.clock.now)
    #expect(throws: ArrivalFailure.notEmpty) { try onto.begin(of: "one", isRepeatable: true) }
    try TestServer.remove(trial.schema)
  }

  @Test("a row that was changed on the way is noticed, and one that comes anew each time is begun anew")
  func noticesChanges() async throws {
    let (trial, _) = try await Self.filled()
    try await TestServer.withSchema { schema in
      let address = try TestServer.address(in: schema)
      let now = trial.clock.now
      try await trial.hub.lend { moment in
        let first = try Arrival(at: address, now: now)
        try first.begin(of: "it", isRepeatable: true)
        #expect(throws: Stopped.self) {
          _ = try first.take(moment) { step, _, _ in if step == .files { throw Stopped() } }
        }
      }
      try PostgresConnection(to: address).run("UPDATE tickets SET subject = 'Fan' WHERE subject = 'Pump'")
      try await trial.hub.lend { moment in
        let second = try Arrival(at: address, now: now)
        try second.begin(of: "it", isRepeatable: true)
        #expect(throws: ArrivalFailure.self) { _ = try second.take(moment) { _, _, _ in } }
      }
      try await trial.hub.lend { moment in
        let third = try Arrival(at: address, now: now)
        try third.begin(of: "it", isRepeatable: false)
        #expect(try third.take(moment) { _, _, _ in } == [])
      }
    }
    try await trial.close()
  }

  /// A desk with two tickets, a comment, and a file of several pieces.
  private static func filled() async throws -> (PostgresTrial, (tenant: TenantID, file: ContentHash)) {
    let trial = try PostgresTrial()
    let tenant = try await trial.desk("acme")
    let sink = try await trial.hub.blobs.receive(in: tenant)
    try await sink.write([UInt8](repeating: 7, count: 600_000))
    let (hash, bytes) = try await sink.finish()
    let now = trial.clock.now
    try await trial.hub.write(in: tenant) { desk in
      var moment = Moment(now: now, seed: 3)
      let statuses = StatusBook.standard(&moment)
      for status in statuses.statuses { try desk.put(status) }
      for subject in ["Compressor", "Pump"] {
        let ticket = Ticket(
          opening: TicketDraft(subject: subject, description: ""), id: moment.newID(),
          number: try desk.nextTicketNumber(), origin: .here, statuses: statuses, at: now)
        try desk.insert(ticket)
        let author = Author(kind: .system, name: "", desk: "Acme")
        try desk.append(
          Event(
            id: moment.newID(), at: now, kind: .opened, actor: author, origin: .here, handoff: nil,
            facts: EventFacts()), to: ticket.id)
        guard subject == "Pump" else { continue }
        try desk.insert(
          Attachment(
            id: moment.newID(), ticket: ticket.id, comment: nil, event: moment.newID(), name: "a",
            mediaType: "text/plain", bytes: bytes, hash: hash, audience: .internal, author: author, origin: .here,
            createdAt: now))
      }
    }
    return (trial, (tenant, hash))
  }
}
