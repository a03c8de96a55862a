import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("The file that a hub is kept in", .timeLimit(.minutes(10)))
struct DurabilityTests {
  @Test("is written with synchronous FULL, in WAL mode, and checkpointed by the writer only")
  func settings() async throws {
    let trial = try SQLiteTrial()
    let settings = try await trial.hub.writerSettings()
    #expect(settings.synchronous == 2)
    #expect(settings.journalMode == "wal")
    #expect(settings.autocheckpoint == 0)
    try await trial.close()
  }

  @Test("is synchronous FULL again after the relay has claimed a lane, which need not be on disk")
  func claims() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let key = LaneKey(tenant: desk.tenant, lane: .partnership(PartnershipID(desk.tenant.uuid)))
    for _ in 0..<3 {
      let claim = try await trial.hub.claim(
        key, limit: 9, now: trial.clock.now, until: trial.clock.now.addingTimeInterval(30))
      #expect(claim == nil)
      #expect(try await trial.hub.writerSettings().synchronous == 2)
    }
    try await trial.close()
  }

  @Test("belongs to one process at a time")
  func secondOpener() async throws {
    let trial = try SQLiteTrial()
    #expect(throws: StorageError.self) { try SQLiteTrial(at: trial.directory) }
    let desk = try await trial.desk()
    try await trial.open(1, in: desk)
    #expect(try await trial.count(in: desk.tenant) == 1)
    try await trial.close()
  }

  @Test("is whole, with an empty log, once it was closed; what is asked later is refused")
  func closed() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    try await trial.open(1, in: desk)
    try await trial.hub.close()
    let log = trial.directory.appendingPathComponent("baton.sqlite-wal").path
    let size = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
    #expect(size ?? 0 == 0)
    await #expect(throws: StorageError.unavailable("the hub is shutting down")) { try await trial.open(2, in: desk) }
    await #expect(throws: StorageError.self) { try await trial.count(in: desk.tenant) }
    let again = try SQLiteTrial(at: trial.directory)
    #expect(try await again.count(in: desk.tenant) == 1)
    try await again.close()
  }

  @Test("keeps every acknowledged write when the process is killed in the middle")
  func killed() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-killed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let trial = try SQLiteTrial(at: URL(fileURLWithPath: path))
      let desk = try await trial.desk()
      let acknowledged = URL(fileURLWithPath: path).appendingPathComponent("acknowledged").path
      let descriptor = Foundation.open(acknowledged, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<32 {
          group.addTask {
            for round in 0..<100 {
              let ticket = try await trial.open(writer * 1_000 + round + 1, description: "unfinished", in: desk)
              let line = Array("\(ticket)\n".utf8)
              _ = Foundation.write(descriptor, line, line.count)
              if writer == 7, round == 20 { kill(getpid(), SIGKILL) }
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let lines = try String(contentsOf: directory.appendingPathComponent("acknowledged"), encoding: .utf8)
    let acknowledged = lines.split(separator: "\n").compactMap { TicketID($0) }
    #expect(acknowledged.count > 100)
    let trial = try SQLiteTrial(at: directory)
    let tenant = try #require(try await trial.hub.tenants().first?.id)
    let missing = try await trial.hub.read(in: tenant) { desk in
      try acknowledged.filter { try desk.ticket($0) == nil }
    }
    #expect(missing == [])
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.close()
  }

  @Test("does not serve a file that is gone or is not what it was, and says so when it is examined")
  func filesMissing() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let ticket = try await trial.open(1, in: desk)
    var moment = Moment(now: trial.clock.now, seed: 99)
    for text in ["whole", "changed", "gone"] {
      let sink = try await trial.blobs.receive(in: desk.tenant)
      try await sink.write(Array(text.utf8))
      let (hash, bytes) = try await sink.finish()
      let file = Attachment(
        id: moment.newID(), ticket: ticket, comment: nil, event: moment.newID(), name: text, mediaType: "text/plain",
        bytes: bytes, hash: hash, audience: .internal, author: Author(kind: .system, name: "", desk: "Acme"),
        origin: .here, createdAt: trial.clock.now)
      try await trial.hub.write(in: desk.tenant) { try $0.insert(file) }
      let kept = trial.directory.appendingPathComponent("blobs/\(desk.tenant)/\(hash.hex.prefix(2))/\(hash.hex)")
      if text == "changed" { try Data("other".utf8).write(to: kept) }
      if text == "gone" { try FileManager.default.removeItem(at: kept) }
      if text == "whole" {
        #expect(try await trial.blobs.open(hash, in: desk.tenant).read(offset: 0, count: 9) == Array(text.utf8))
      } else {
        let wrong = text == "changed" ? "not what they were" : "gone"
        await #expect(throws: StorageError.corrupt("the bytes of \(hash) are \(wrong)")) {
          try await trial.blobs.open(hash, in: desk.tenant)
        }
      }
    }
    let findings = try await trial.hub.examine(now: trial.clock.now)
    #expect(findings.map(\.ailment) == [.fileMissing, .fileDamaged])
    #expect(findings.map(\.count) == [1, 1])
    try await trial.close()
  }

  @Test("keeps no answer that could be read from it")
  func answersAreSealed() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let answer = KeptAnswer(
      requestHash: [1], status: 201, headers: [:], body: Array("baton_secret_word".utf8), at: trial.clock.now)
    let key = IdempotencyKey(agent: AgentID(desk.tenant.uuid), route: "POST /api/v1/tokens", key: "k")
    try await trial.hub.write(in: desk.tenant) { try $0.keep(answer, to: key) }
    #expect(try await trial.hub.read(in: desk.tenant) { try $0.keptAnswer(to: key) } == answer)
    for name in ["baton.sqlite", "baton.sqlite-wal"] {
      let bytes = try Data(contentsOf: trial.directory.appendingPathComponent(name))
      #expect(bytes.range(of: Data("secret_word".utf8)) == nil, "\(name)")
    }
    try await trial.close()
  }
}
