import SQLStorage
import Storage
import Ticketing

/// One body of work on its way to the writer.
struct WriteJob: WaitingJob {
  let desk: TenantID?
  let durability: Durability
  /// Does the work. It reports a failure in its outcome.
  let run: @Sendable (SQLiteConnection) -> WriteOutcome
  /// Answers without having run.
  let refuse: @Sendable (StorageError) -> Void

  init<Value: Sendable>(
    for desk: TenantID?, _ durability: Durability,
    _ body: @escaping @Sendable (SQLiteConnection) throws -> (Value, WriteEffects),
    answer: @escaping @Sendable (Result<Value, any Error>) -> Void
  ) {
    self.desk = desk
    self.durability = durability
    run = { connection in
      do {
        let (value, effects) = try body(connection)
        return WriteOutcome(effects: effects, error: nil) { answer($0.map(Result.failure) ?? .success(value)) }
      } catch {
        return WriteOutcome(effects: WriteEffects(), error: error) { answer(.failure($0 ?? error)) }
      }
    }
    refuse = { answer(.failure($0)) }
  }
}

/// What a body leaves behind for its commit.
struct WriteEffects: Sendable {
  var wakeUps: [LaneKey] = []
  var bringsMail = false
  var bringsWebhooks = false
  var bringsReceivedMail = false
  var searchChanges: [SearchChange] = []
  /// The desk that was written; nil where none was.
  var desk: TenantID?
  /// What those who watch the desk are told.
  var changes: Set<DeskChange> = []
}

/// What came of a body; its answer waits for the commit.
struct WriteOutcome {
  let effects: WriteEffects
  let error: (any Error)?
  /// Given once the commit is on disk, or what kept it from getting there.
  let answer: (StorageError?) -> Void
}
