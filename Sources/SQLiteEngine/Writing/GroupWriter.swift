import Dispatch
import Foundation
import Logging
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// The one writer: a thread of its own that nobody can cancel. What waits goes into one transaction, where a body
/// that fails takes nothing of the others' with it, and all of it is on disk before anybody gets an answer.
final class GroupWriter: Sendable {
  private struct Queue {
    var jobs = WaitingJobs<WriteJob>()
    var isClosed = false
  }

  private let queue = Mutex(Queue())
  private let arrival = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let file: SQLiteFile
  private let dialect: any SQLDialect
  private let logger: Logger
  private let versions: DeskVersions
  private let stepping: Stepping
  private let shortage: Shortage
  /// Whether the log may be shorter than it shall be.
  private let isLogShort = Atomic(false)
  private let tell: @Sendable (WriteEffects) -> Void
  /// What is known of the desks that were written last.
  private let settings = Mutex<[TenantID: KnownSettings]>([:])
  let measures = WriterMeasures()

  /// So many bodies, or so long a time, go into one commit.
  static let largestGroup = 128
  static let longestGroup: Duration = .milliseconds(3)
  /// So many are taken at once: who comes while a group is at work joins it before those of others that came in a crowd.
  static let portion = 8
  /// Of so many desks settings are known: enough for those that are busy.
  static let knownDesks = 256
  /// A log of this size is left alone when nothing is to do: to begin it anew costs the next commit a write more.
  static let smallLog = 256
  /// A log that has begun anew is made so long when nothing is to do, in bytes: some dozens of commits.
  static let roomyLog = 8 << 20
  static let idle: DispatchTimeInterval = .milliseconds(200)

  init(
    file: SQLiteFile, dialect: any SQLDialect, logger: Logger, versions: DeskVersions, stepping: Stepping,
    shortage: Shortage, tell: @escaping @Sendable (WriteEffects) -> Void
  ) {
    self.file = file
    self.dialect = dialect
    self.logger = logger
    self.versions = versions
    self.stepping = stepping
    self.shortage = shortage
    self.tell = tell
  }

  func start() {
    switch stepping {
    case .ownThreads: startThread()
    case .withCaller: break
    }
  }

  private func startThread() {
    let thread = Thread { [self] in loop() }
    thread.name = "baton-writer"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Returns once what was taken before is on disk. What comes later is refused.
  func stop() async {
    queue.withLock { $0.isClosed = true }
    arrival.signal()
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [ended] in
        ended.wait()
        ended.signal()
        continuation.resume()
      }
    }
  }

  func write<Value: Sendable>(
    for desk: TenantID? = nil, _ durability: Durability = .onDisk,
    _ body: @escaping @Sendable (SQLiteConnection) throws -> (Value, WriteEffects)
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let job = WriteJob(for: desk, durability, body) { continuation.resume(with: $0) }
      if stepping == .withCaller { return step(job) }
      let isTaken = queue.withLock { queue -> Bool in
        guard !queue.isClosed else { return false }
        queue.jobs.add(job)
        return true
      }
      if isTaken { arrival.signal() } else { job.refuse(.unavailable("the hub is shutting down")) }
    }
  }

  private func step(_ job: WriteJob) {
    run([job])
    if file.framesInLog > file.largestLog { checkpoint(.partial) }
  }

  private func take(joining durability: Durability = .onDisk) -> [WriteJob] {
    queue.withLock { $0.jobs.take(Self.portion, joining: durability) }
  }

  private func loop() {
    defer { ended.signal() }
    while true {
      let isIdle = arrival.wait(timeout: .now() + Self.idle) == .timedOut
      let jobs = take()
      if jobs.isEmpty {
        if queue.withLock({ $0.isClosed && $0.jobs.isEmpty }) { return }
        if isIdle { lookAfterFile() }
        continue
      }
      run(jobs)
      if file.framesInLog > file.largestLog { checkpoint(.partial) }
    }
  }

  /// When there is nothing to do. Where nothing is open, requests fail at what they read first and none comes to write.
  private func lookAfterFile() {
    guard file.isOpen else { return reopen() }
    if shortage.take() { return checkpoint(.emptying) }
    if file.framesInLog > Self.smallLog {
      isLogShort.store(true, ordering: .relaxed)
      return checkpoint(.whole)
    }
    if isLogShort.load(ordering: .relaxed) { lengthenLog() }
  }

  private func lengthenLog() {
    do {
      isLogShort.store(try file.lengthenLog(to: Self.roomyLog), ordering: .relaxed)
    } catch {
      isLogShort.store(false, ordering: .relaxed)
      logger.error("the write-ahead log could not be made longer", metadata: ["error": "\(error)"])
      reopen()
    }
  }

  private func checkpoint(_ checkpoint: SQLiteFile.Checkpoint) {
    do {
      try file.checkpoint(checkpoint)
    } catch StorageError.full {
      // All is still in the log, where readers find it; there will be room again.
    } catch {
      logger.error("the write-ahead log could not be written back", metadata: ["error": "\(error)"])
      reopen()
    }
  }

  private func reopen() {
    do {
      try file.reopen()
      logger.notice("the database was opened anew after a failure of the disk")
    } catch {
      logger.error("the database could not be opened anew", metadata: ["error": "\(error)"])
    }
  }

  /// Runs one group, then answers everybody in it.
  private func run(_ jobs: [WriteJob]) {
    if !file.isOpen { reopen() }
    let group = WriteGroup(dialect: dialect, logger: logger) { [self] in take(joining: $0) }
    let start = ContinuousClock.now
    let report: WriteGroup.Report
    do {
      // Taken out, so that nothing is copied when it changes.
      let known = settings.withLock { settings in
        defer { settings = [:] }
        return settings
      }
      report = try file.write { group.run(jobs, on: $0, knowing: known) }
    } catch {
      for job in jobs { job.refuse(error as? StorageError ?? .unavailable("\(error)")) }
      return
    }
    let known = report.hasFailedIO || report.settings.count > Self.knownDesks ? [:] : report.settings
    settings.withLock { $0 = known }
    if report.hasFailedIO { reopen() }
    if report.failure == .full { shortage.note() }
    measures.note(
      writes: report.outcomes.count, took: start.duration(to: .now), isKept: report.failure == nil)
    versions.raise(for: report.outcomes.map(\.effects))
    // The relay first: a message has a longer way before it than an answer.
    if report.failure == nil {
      for outcome in report.outcomes { tell(outcome.effects) }
    }
    for outcome in report.outcomes { outcome.answer(report.failure) }
    for job in report.refused { job.refuse(report.failure ?? .unavailable("the transaction was lost")) }
  }
}
