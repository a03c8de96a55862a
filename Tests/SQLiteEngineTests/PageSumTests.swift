import Foundation
import GRDB
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("The pages of the database file", .timeLimit(.minutes(10)))
struct PageSumTests {
  private static let size = 4_096

  @Test("are found out, whichever bit of whichever page has turned over")
  func turnedBits() async throws {
    let trial = try await kept(tickets: 60)
    let file = trial.directory.appendingPathComponent("baton.sqlite")
    let whole = try Data(contentsOf: file)
    let pages = whole.count / Self.size
    #expect(pages > 40)
    for page in 1...pages {
      var bytes = whole
      let place = (page - 1) * Self.size + page * 31 % Self.size
      bytes[place] ^= 1 << (page % 8)
      try bytes.write(to: file)
      // A hub that did not open leaves its log, where the next page may stand undamaged.
      try? FileManager.default.removeItem(at: trial.directory.appendingPathComponent("baton.sqlite-wal"))
      #expect(try await isFoundOut(page, trial), "page \(page)")
    }
    try FileManager.default.removeItem(at: trial.directory)
  }

  @Test("are found out where one stands in another's place")
  func swapped() async throws {
    let trial = try await kept(tickets: 60)
    let file = trial.directory.appendingPathComponent("baton.sqlite")
    var bytes = try Data(contentsOf: file)
    let last = bytes.count / Self.size
    bytes.replaceSubrange((last - 1) * Self.size..<last * Self.size, with: bytes[Self.size..<2 * Self.size])
    try bytes.write(to: file)
    #expect(try await isFoundOut(last, trial))
    try FileManager.default.removeItem(at: trial.directory)
  }

  @Test("are not served when what is in a row is not what was written")
  func rows() async throws {
    let trial = try await kept(tickets: 3)
    let file = trial.directory.appendingPathComponent("baton.sqlite")
    var bytes = try Data(contentsOf: file)
    let place = try #require(bytes.range(of: Data("Ticket 2".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: file)
    let again = try SQLiteTrial(at: trial.directory)
    let tenant = try #require(try await again.hub.tenants().first?.id)
    await #expect(throws: StorageError.self) {
      try await again.hub.read(in: tenant) { try $0.tickets(TicketQuery(), PageRequest(limit: 10)) }
    }
    try await again.close()
  }

  @Test("get sums when a file is opened that has none")
  func withoutSums() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-engine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appendingPathComponent("baton.sqlite")
    let plain = try DatabaseQueue(path: file.path)
    try await plain.write { try $0.execute(sql: "CREATE TABLE notes (note TEXT)") }
    try plain.close()
    #expect(try Data(contentsOf: file)[20] == 0)
    let trial = try SQLiteTrial(at: directory)
    try await trial.hub.close()
    #expect(try Data(contentsOf: file)[20] == 8)
    let again = try SQLiteTrial(at: directory)
    #expect(try await again.hub.examine(now: again.clock.now).map(\.ailment) == [.schemaDiffers])
    try await again.close()
  }

  @Test("get new sums where another tool has written, once the operator says that it is right")
  func renewed() async throws {
    let trial = try await kept(tickets: 3)
    let file = trial.directory.appendingPathComponent("baton.sqlite")
    var bytes = try Data(contentsOf: file)
    let place = try #require(bytes.range(of: Data("Ticket 2".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: file)
    #expect(try PageSums.renew(at: trial.directory) == 1)
    #expect(try PageSums.renew(at: trial.directory) == 0)
    let again = try SQLiteTrial(at: trial.directory)
    #expect(try await again.hub.examine(now: again.clock.now).map(\.ailment).contains(.pageDamaged) == false)
    try await again.close()
  }

  /// A hub with tickets, closed.
  private func kept(tickets: Int) async throws -> SQLiteTrial {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    for seed in 1...tickets {
      try await trial.open(seed, description: String(repeating: "word ", count: 300), in: desk)
    }
    try await trial.hub.close()
    return trial
  }

  /// Whether the hub does not open, or says that the page is damaged.
  private func isFoundOut(_ page: Int, _ trial: SQLiteTrial) async throws -> Bool {
    let again: SQLiteTrial
    do { again = try SQLiteTrial(at: trial.directory) } catch { return true }
    let findings = try await again.hub.examine(now: again.clock.now)
    // A hub that could not be written to cannot write its log back either.
    try? await again.hub.close()
    return findings.contains { $0.ailment == .pageDamaged && $0.cases.map(\.name).contains("\(page)") }
  }
}
