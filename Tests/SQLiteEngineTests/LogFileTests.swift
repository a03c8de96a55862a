import Foundation
import SQLiteEngine
import StorageContract
import Testing

@Suite("The write-ahead log that is made longer ahead of what is written into it")
struct LogFileTests {
  @Test("grows by pieces to its length, and no further")
  func length() async throws {
    try await withLog { _, log in
      let before = try log.size
      #expect(try log.file.lengthen(to: before) == false)
      #expect(try log.file.lengthen(to: before + 5 << 20))
      #expect((before + 1..<before + 5 << 20).contains(try log.size))
      while try log.file.lengthen(to: before + 5 << 20) {}
      #expect(try log.size == before + 5 << 20)
    }
  }

  @Test("is not made longer where the disk has no room to spare, and not made where there is none")
  func spares() async throws {
    try await withLog { _, log in
      let before = try log.size
      #expect(try log.file.lengthen(to: 1 << 60) == false)
      #expect(try log.size == before)
      #expect(try LogFile(path: log.file.path + "-none").lengthen(to: 9 << 20) == false)
    }
  }

  @Test("holds all that it held, and takes more, also for one that finds it so")
  func whole() async throws {
    try await withLog { trial, log in
      let desk = try await trial.desk()
      try await trial.open(1, in: desk)
      while try log.file.lengthen(to: 9 << 20) {}
      try await trial.open(2, in: desk)
      #expect(try await trial.count(in: desk.tenant) == 2)
      // As a process finds it that comes after one that was killed.
      let left = FileManager.default.temporaryDirectory.appendingPathComponent("baton-left-\(UUID().uuidString)")
      try FileManager.default.copyItem(at: trial.directory, to: left)
      let heir = try SQLiteTrial(at: left, clock: trial.clock)
      #expect(try await heir.count(in: desk.tenant) == 2)
      try await heir.open(3, in: desk)
      #expect(try await heir.count(in: desk.tenant) == 3)
      #expect(try await heir.hub.examine(now: heir.clock.now) == [])
      try await heir.close()
    }
  }

  private struct Log {
    let file: LogFile

    var size: Int {
      get throws { try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0 }
    }
  }

  private func withLog(_ body: (SQLiteTrial, Log) async throws -> Void) async throws {
    let trial = try SQLiteTrial()
    try await body(
      trial, Log(file: LogFile(path: trial.directory.appendingPathComponent("baton.sqlite-wal").path)))
    try await trial.close()
  }
}
