import Logging
import SQLStorage
import Storage

/// One transaction with many bodies in it.
struct WriteGroup {
  struct Report {
    var outcomes: [WriteOutcome] = []
    /// Never begun, since the transaction was lost before.
    var refused: [WriteJob] = []
    /// Why nothing of the group was kept; nil where it is on disk.
    var failure: StorageError?
    var hasFailedIO = false
  }

  let dialect: any SQLDialect
  let logger: Logger
  /// Gives at most so many bodies that came meanwhile.
  let more: (Int) -> [WriteJob]

  private static let begin = Statement("BEGIN IMMEDIATE", scope: .hub)
  private static let commit = Statement("COMMIT", scope: .hub)
  private static let rollback = Statement("ROLLBACK", scope: .hub)
  private static let savepoint = Statement("SAVEPOINT body", scope: .hub)
  private static let release = Statement("RELEASE SAVEPOINT body", scope: .hub)
  private static let undo = Statement("ROLLBACK TO SAVEPOINT body", scope: .hub)

  func run(_ first: [WriteJob], on connection: SQLiteConnection) -> Report {
    var report = Report()
    report.refused = first
    do {
      try connection.execute(Self.begin, [])
      trace("S1", bodies: first.count)
      try runBodies(first, on: connection, &report)
      try dialect.index(report.outcomes.flatMap(\.effects.searchChanges), on: connection)
      trace("S2", bodies: report.outcomes.count)
      try connection.execute(Self.commit, [])
      trace("S3", bodies: report.outcomes.count)
    } catch {
      report.failure = error as? StorageError ?? .unavailable("\(error)")
    }
    connection.settings = [:]
    // Whatever happened, no transaction is left open.
    if connection.isInTransaction {
      do { try connection.execute(Self.rollback, []) } catch { report.hasFailedIO = true }
    }
    report.hasFailedIO = report.hasFailedIO || connection.hasFailedIO
    return report
  }

  private func runBodies(_ first: [WriteJob], on connection: SQLiteConnection, _ report: inout Report) throws {
    let end = ContinuousClock.now + GroupWriter.longestGroup
    var waiting = first[...]
    defer { report.refused = Array(waiting) }
    while let job = waiting.first {
      try connection.execute(Self.savepoint, [])
      waiting.removeFirst()
      let outcome = job.run(connection)
      report.outcomes.append(outcome)
      guard connection.isInTransaction, !connection.hasFailedIO else {
        throw outcome.error ?? StorageError.unavailable("the transaction was lost")
      }
      if outcome.error != nil { try connection.execute(Self.undo, []) }
      try connection.execute(Self.release, [])
      if waiting.isEmpty, report.outcomes.count < GroupWriter.largestGroup, ContinuousClock.now < end {
        waiting = more(GroupWriter.largestGroup - report.outcomes.count)[...]
      }
    }
  }

  /// For the tests that stop the process at a stage; costs nothing at any other level.
  private func trace(_ stage: String, bodies: Int) {
    guard logger.logLevel <= .trace else { return }
    logger.trace("write", metadata: ["stage": .string(stage), "bodies": .stringConvertible(bodies)])
  }
}
