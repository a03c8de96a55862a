import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("A backup", .timeLimit(.minutes(10)))
struct BackupTests {
  struct Stopped: Error {}

  @Test("restored, is the hub as it was at that moment, files included")
  func restores() async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    let ticket = try await made.trial.open(1, in: desk)
    let hash = try await made.attach("the file", in: desk)
    let backup = try await made.backUp()
    try await made.trial.open(3, in: desk)

    #expect(try backup.damage() == [])
    let hub = try await made.restore(backup)
    #expect(try await hub.read(in: desk.tenant) { try $0.ticket(ticket) } != nil)
    #expect(try await hub.read(in: desk.tenant) { try $0.tickets(TicketQuery(), PageRequest()).items.count } == 2)
    #expect(try await hub.blobs.open(hash, in: desk.tenant).read(offset: 0, count: 99) == Array("the file".utf8))
    #expect(try await hub.examine(now: made.trial.clock.now) == [])
    let audit = try await hub.read(in: desk.tenant) { try $0.audit(before: nil, limit: 9) }
    #expect(audit.map(\.action) == ["hub.restore"])
    #expect(audit.first?.facts.map(\.key) == [.backup])
    try await hub.close()
    #expect(try made.leftovers == ["copy", "hub"])
    try await made.close()
  }

  @Test("holds a moment between two writes, however many go on meanwhile")
  func isOfOneMoment() async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    for seed in 1...40 {
      try await made.trial.open(seed, description: String(repeating: "word ", count: 900), in: desk)
    }
    let backup = try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...4 {
        group.addTask { for round in 0..<100 { try await made.trial.open(writer * 1_000 + round, in: desk) } }
      }
      let backup = try await made.backUp()
      try await group.waitForAll()
      return backup
    }
    let hub = try await made.restore(backup)
    // Each ticket with its timeline, each number once: the doctor looks.
    #expect(try await hub.examine(now: made.trial.clock.now) == [])
    #expect(try await hub.census().tickets >= 40)
    try await hub.close()
    #expect(try await made.trial.hub.census().tickets == 440)
    try await made.close()
  }

  @Test("made of rows that are lent, as another engine lends them, is the same hub, its words included")
  func madeOfRows() async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    try await made.trial.open(1, description: "Der Verdichter läuft nicht", in: desk)
    let hash = try await made.attach("the file", in: desk)
    let order = made.order()
    let manifest = try await made.trial.hub.lend { try Backup.make(of: $0, order) { _ in } }
    #expect(manifest.files == 1)
    let backup = try Backup(at: made.target)
    #expect(try backup.damage() == [])
    let hub = try await made.restore(backup)
    #expect(try await hub.examine(now: made.trial.clock.now) == [])
    var query = TicketQuery()
    query.text = "lauf"
    let found = try await hub.read(in: desk.tenant) { [query] in try $0.tickets(query, PageRequest()).items }
    #expect(found.map(\.subject) == ["Ticket 1"])
    #expect(try await hub.blobs.contains(hash, in: desk.tenant))
    try await hub.close()
    try await made.close()
  }

  @Test("made of rows that are lent, it leaves nothing where it is stopped on the way")
  func rowsStop() async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    try await made.trial.open(1, in: desk)
    let order = made.order()
    for step in BackupProgress.Step.allCases where step != .database && step != .verifying && step != .files {
      await #expect(throws: Stopped.self) {
        _ = try await made.trial.hub.lend {
          try Backup.make(of: $0, order) { if $0.step == step { throw Stopped() } }
        }
      }
      #expect(try made.leftovers == [])
    }
    try await made.close()
  }

  @Test("that the listener stops leaves nothing, and the next one is made")
  func stops() async throws {
    let made = try BackupTrial()
    await #expect(throws: Stopped.self) { try await made.backUp { _ in throw Stopped() } }
    #expect(try made.leftovers == [])
    try await made.backUp()
    #expect(try made.leftovers == ["copy"])
    try await made.close()
  }

  @Test("overwrites nothing: neither an earlier one, nor a file, nor what it did not make")
  func overwritesNothing() async throws {
    let made = try BackupTrial()
    try await made.backUp()
    await #expect(throws: BackupFailure.exists(path: made.target.path)) { try await made.backUp() }
    let foreign = made.folder.appendingPathComponent("mine.partial")
    try FileManager.default.createDirectory(at: foreign, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: foreign.appendingPathComponent("letter"))
    let order = made.order(to: made.folder.appendingPathComponent("mine"))
    await #expect(throws: BackupFailure.inTheWay(path: foreign.path)) {
      _ = try await made.trial.hub.backUp(order) { _ in }
    }
    #expect(FileManager.default.fileExists(atPath: foreign.appendingPathComponent("letter").path))
    try await made.close()
  }

  @Test("takes away what one that died left half-made")
  func replacesTheUnfinished() async throws {
    let made = try BackupTrial()
    let left = made.folder.appendingPathComponent("copy.partial")
    try FileManager.default.createDirectory(at: left.appendingPathComponent("blobs"), withIntermediateDirectories: true)
    for name in [".baton-unfinished", "baton.sqlite"] {
      try Data("half".utf8).write(to: left.appendingPathComponent(name))
    }
    #expect(try await made.backUp().damage() == [])
    #expect(try made.leftovers == ["copy"])
    let names = try FileManager.default.contentsOfDirectory(atPath: made.target.path)
    #expect(names.sorted() == ["backup.json", "baton.sqlite"])
    try await made.close()
  }

  @Test("says which files were gone when it was made, and is whole without them")
  func namesTheMissing() async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    let gone = try await made.attach("gone", in: desk)
    let kept = try await made.attach("kept", in: desk)
    try FileManager.default.removeItem(at: made.kept(gone, in: desk.tenant))
    let backup = try await made.backUp()
    #expect(backup.manifest.missing == [gone.hex])
    #expect(backup.manifest.files == 1)
    #expect(try backup.damage() == [])
    let hub = try await made.restore(backup)
    #expect(try await hub.blobs.contains(kept, in: desk.tenant))
    #expect(try await !hub.blobs.contains(gone, in: desk.tenant))
    try await hub.close()
    try await made.close()
  }

  @Test("holds the key file where it was asked for, and not else")
  func keys() async throws {
    let made = try BackupTrial()
    try Data("secret".utf8).write(to: made.keyFile)
    try await made.backUp()
    #expect(!FileManager.default.fileExists(atPath: Backup.keyFile(in: made.target).path))
    let other = made.folder.appendingPathComponent("other")
    _ = try await made.trial.hub.backUp(made.order(to: other, keyFile: made.keyFile)) { _ in }
    #expect(try Data(contentsOf: Backup.keyFile(in: other)) == Data("secret".utf8))
    try await made.close()
  }

  @Test("is refused by a hub that closes")
  func endsWithTheHub() async throws {
    let made = try BackupTrial()
    try await made.trial.hub.close()
    await #expect(throws: BackupFailure.self) { try await made.backUp() }
    #expect(try made.leftovers == [])
    try FileManager.default.removeItem(at: made.folder)
  }
}
