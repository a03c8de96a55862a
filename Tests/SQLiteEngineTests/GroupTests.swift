import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("A group of writes", .timeLimit(.minutes(10)))
struct GroupTests {
  struct Refused: Error {}

  @Test("takes fewer commits than it has bodies, with 64 writers at once")
  func groups() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let before = (writes: trial.hub.writeCount, commits: trial.hub.commitCount)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask { for round in 0..<10 { try await trial.open(writer * 100 + round + 1, in: desk) } }
      }
      try await group.waitForAll()
    }
    let writes = trial.hub.writeCount - before.writes
    #expect(writes == 640)
    #expect(trial.hub.commitCount - before.commits < writes / 2)
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.close()
  }

  @Test("commits the others when one of its bodies fails, by a refusal or by a rule of the schema")
  func neighboursStay() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let first = try await trial.open(1, in: desk)
    let before = trial.hub.commitCount
    let kept = await withTaskGroup(of: Bool.self) { group in
      for number in 2...121 {
        group.addTask {
          do {
            switch number % 3 {
            case 0: try await trial.hub.write(in: desk.tenant) { _ in throw Refused() }
            // The same id once more.
            case 1: try await trial.open(1, in: desk)
            default: try await trial.open(number, in: desk)
            }
            return true
          } catch { return false }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(kept == 40)
    #expect(try await trial.count(in: desk.tenant) == 41)
    #expect(trial.hub.commitCount - before < 120)
    #expect(try await trial.hub.read(in: desk.tenant) { try $0.ticket(first) } != nil)
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.close()
  }

  @Test("fails as a whole when the disk is full, leaves nothing half-written, and works again when there is space")
  func full() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    try await trial.open(1, in: desk)
    let pages = try await trial.hub.writerSettings().pageCount
    try await trial.hub.limit(pages: pages + 40)
    let long = (0..<3_000).map { "word\($0)" }.joined(separator: " ")
    let outcomes = await withTaskGroup(of: Result<TicketID, any Error>.self) { group in
      for number in 2...40 {
        group.addTask {
          do {
            return .success(try await trial.open(number, description: long, in: desk))
          } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let failures = outcomes.compactMap { outcome -> (any Error)? in
      if case .failure(let error) = outcome { error } else { nil }
    }
    #expect(!failures.isEmpty)
    #expect(failures.allSatisfy { $0 as? StorageError == .full }, "\(failures)")
    #expect(try await trial.count(in: desk.tenant) == 1 + outcomes.count - failures.count)
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.hub.limit(pages: 1 << 30)
    for number in 100..<110 { try await trial.open(number, description: long, in: desk) }
    #expect(try await trial.count(in: desk.tenant) == 11 + outcomes.count - failures.count)
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.close()
  }

  @Test("is not undone when the task that asked for it is cancelled")
  func cancelled() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    let tasks = (1...50).map { number in Task { try await trial.open(number, in: desk) } }
    for task in tasks { task.cancel() }
    for task in tasks { _ = try await task.value }
    #expect(try await trial.count(in: desk.tenant) == 50)
    try await trial.close()
  }
}
