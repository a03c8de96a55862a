import Logging
import SQLStorage
import Storage
import Ticketing

/// One transaction with many bodies in it.
struct WriteGroup {
  struct Report {
    var outcomes: [WriteOutcome] = []
    /// Never begun, since the transaction was lost before.
    var refused: [WriteJob] = []
    /// What the bodies know of their desks now; nothing where anything failed.
    var settings: [TenantID: KnownSettings] = [:]
    /// Why nothing of the group was kept; nil where it is on disk.
    var failure: StorageError?
    var hasFailedIO = false
    /// The bodies that have to run again, since one of them left half of its work; nil where none did.
    var spoilt: [WriteJob]?
  }

  let dialect: any SQLDialect
  let logger: Logger
  /// Gives a few of the bodies that wait and may join a group of that durability.
  let more: (Durability) -> [WriteJob]

  private static let begin = Statement("BEGIN IMMEDIATE", scope: .hub)
  private static let commit = Statement("COMMIT", scope: .hub)
  private static let rollback = Statement("ROLLBACK", scope: .hub)
  private static let savepoint = Statement("SAVEPOINT body", scope: .hub)
  private static let release = Statement("RELEASE SAVEPOINT body", scope: .hub)
  private static let undo = Statement("ROLLBACK TO SAVEPOINT body", scope: .hub)

  /// A body that fails is usually a refusal that came before anything was written, and then there is nothing to undo: so
  /// bodies run without savepoints, each of which would copy every page that its body changes. Where one fails with half
  /// of its work written, all of them run again, each behind a savepoint.
  ///
  /// - Parameter settings: what earlier groups knew of their desks. Nobody else writes the file.
  func run(
    _ first: [WriteJob], on connection: SQLiteConnection, knowing settings: [TenantID: KnownSettings]
  ) -> Report {
    connection.settings = settings
    let durability: Durability = first.contains { $0.durability == .onDisk } ? .onDisk : .inLog
    if durability == .inLog { connection.synchronize(.inLog) }
    var report = run(first, on: connection, durability, savepoints: false)
    if let jobs = report.spoilt { report = run(jobs, on: connection, durability, savepoints: true) }
    if durability == .inLog { connection.synchronize(.onDisk) }
    report.hasFailedIO = report.hasFailedIO || connection.hasFailedIO
    return report
  }

  private func run(
    _ first: [WriteJob], on connection: SQLiteConnection, _ durability: Durability, savepoints: Bool
  ) -> Report {
    var report = Report()
    report.refused = first
    do {
      try connection.execute(Self.begin, [])
      trace("S1", bodies: first.count)
      try runBodies(first, on: connection, durability, savepoints, &report)
      if report.spoilt == nil {
        try dialect.index(report.outcomes.flatMap(\.effects.searchChanges), on: connection)
        trace("S2", bodies: report.outcomes.count)
        try connection.execute(Self.commit, [])
        trace("S3", bodies: report.outcomes.count)
      }
    } catch {
      report.failure = error as? StorageError ?? .unavailable("\(error)")
    }
    if report.failure == nil, report.spoilt == nil { report.settings = connection.settings }
    connection.settings = [:]
    // Whatever happened, no transaction is left open.
    if connection.isInTransaction {
      do { try connection.execute(Self.rollback, []) } catch { report.hasFailedIO = true }
    }
    return report
  }

  private func runBodies(
    _ first: [WriteJob], on connection: SQLiteConnection, _ durability: Durability, _ savepoints: Bool,
    _ report: inout Report
  ) throws {
    let end = ContinuousClock.now + GroupWriter.longestGroup
    var jobs = first
    defer { report.refused = Array(jobs[report.outcomes.count...]) }
    while report.outcomes.count < jobs.count {
      if savepoints { try connection.execute(Self.savepoint, []) }
      let before = connection.writtenRows
      let outcome = jobs[report.outcomes.count].run(connection)
      report.outcomes.append(outcome)
      // What is no desk's own may change anybody's.
      if jobs[report.outcomes.count - 1].desk == nil { connection.settings = [:] }
      guard connection.isInTransaction, !connection.hasFailedIO else {
        throw outcome.error ?? StorageError.unavailable("the transaction was lost")
      }
      if savepoints {
        if outcome.error != nil { try connection.execute(Self.undo, []) }
        try connection.execute(Self.release, [])
      } else if outcome.error != nil, connection.writtenRows != before {
        report.spoilt = jobs
        return
      }
      if report.outcomes.count == jobs.count, jobs.count < GroupWriter.largestGroup, ContinuousClock.now < end {
        jobs += more(durability)
      }
    }
  }

  /// For the tests that stop the process at a stage; costs nothing at any other level.
  private func trace(_ stage: String, bodies: Int) {
    guard logger.logLevel <= .trace else { return }
    logger.trace("write", metadata: ["stage": .string(stage), "bodies": .stringConvertible(bodies)])
  }
}
