import Measuring
import Storage

/// How far a transaction is, by the names that the tests know which stop the process there.
package enum TransactionStage: String {
  case begun = "S1"
  case written = "S2"
  case committed = "S3"
}

extension PooledConnection {
  /// So often a body runs that others were in the way of.
  private static let mostTries = 6

  /// Runs a body in a transaction and commits it. A body that met a conflict runs again, as does one whose connection was
  /// lost on the way; one that broke a rule of uniqueness runs once more, since it may have looked just before another wrote
  /// what it now finds.
  ///
  /// - Parameter reach: is told of each stage of the transaction as it is reached.
  /// - Throws: what the body throws; `StorageError` where nothing was kept, or where nobody knows.
  package func transact<Value>(
    _ beginning: Beginning, reach: (TransactionStage) -> Void = { _ in },
    _ body: (PostgresConnection) throws -> Value
  ) throws -> Value {
    var (tries, lookedAgain, reconnected) = (0, false, false)
    while true {
      if tries > 0 { measures.repeats.add() }
      tries += 1
      let connection = try connection()
      do {
        return try attempt(beginning, on: connection, reach, body)
      } catch let end as CommitUnknown {
        measures.unknownCommits.add()
        throw end.error
      } catch {
        if connection.isAlive {
          if let state = connection.failureOfTransaction?.state {
            if state.isConflict, tries < Self.mostTries { continue }
            if state == .uniqueViolation, !lookedAgain {
              lookedAgain = true
              continue
            }
          }
        } else if !reconnected {
          reconnected = true
          continue
        }
        throw error
      }
    }
  }

  func attempt<Value>(
    _ beginning: Beginning, on connection: PostgresConnection, _ reach: (TransactionStage) -> Void,
    _ body: (PostgresConnection) throws -> Value
  ) throws -> Value {
    connection.clearFailure()
    do {
      try beginning.send(on: connection, behind: wall)
      reach(.begun)
      let value = try body(connection)
      // The body may have swallowed what the server said; the server has not.
      if let failure = connection.failureOfTransaction { throw failure.error }
      reach(.written)
      try commit(connection)
      reach(.committed)
      return value
    } catch {
      if connection.isAlive { try? connection.rollBack() }
      throw error
    }
  }

  /// A commit during which the connection is lost may have been kept.
  private func commit(_ connection: PostgresConnection) throws {
    do { try connection.commit() } catch {
      guard connection.isAlive else { throw CommitUnknown(reason: "\(error)") }
      throw error
    }
  }
}

struct CommitUnknown: Error {
  let reason: String

  var error: StorageError { .unavailable("nobody knows whether it was kept: \(reason)") }
}
