package import Foundation
package import SQLStorage
import Storage

/// A hub that comes into a database from elsewhere: its rows, its files, and its words. Until it is there whole, and found to
/// be what was sent, no node serves it. For one thread.
///
/// Rows are sent by INSERT: a table that is walled by row level security takes no COPY.
package final class Arrival {
  package enum Step: Sendable {
    /// In rows.
    case rows
    /// In attachments.
    case files
    /// In rows that are read again, here and there.
    case comparing
    /// In files whose bytes are read again and held against their hash.
    case verifying
  }

  package typealias Listener = (Step, _ done: Int, _ total: Int) throws -> Void

  let connection: PostgresConnection
  let now: Date
  private let dialect = PostgresDialect()

  /// Waits for a node, or another copy, that is starting.
  ///
  /// - Parameter now: when its files come to be there.
  /// - Throws: `StorageError.unavailable`, or `ArrivalFailure.inUse`.
  package init(at address: DatabaseAddress, now: Date) throws {
    self.now = now
    connection = try Presence.begin(at: address)
    guard try Presence.isAlone(connection) else { throw ArrivalFailure.inUse }
    try connection.run(ArrivalSQL.asOwner)
  }

  /// Makes the database ready, or finds it as an earlier try left it.
  ///
  /// - Parameters:
  ///   - source: stands for the hub and its state. Only what the same source has begun is gone on with.
  ///   - isRepeatable: false where the same source sends other rows each time; then what it has begun is taken away first.
  package func begin(of source: String, isRepeatable: Bool) throws {
    let isUnfinished = try connection.rows(ArrivalSQL.isUnfinished, []) { $0.flag() }.first ?? false
    if isUnfinished {
      guard try connection.rows(ArrivalSQL.source, [], { $0.text() }).first == source else {
        throw ArrivalFailure.otherCopy
      }
    } else {
      guard try !PostgresHub.hasDesks(connection) else { throw ArrivalFailure.notEmpty }
      try connection.inTransaction {
        try connection.run(ArrivalSQL.begin)
        try connection.execute(ArrivalSQL.note, [.text(source)])
      }
    }
    _ = try Schema(dialect: dialect).update(on: connection, now: now)
    try connection.run(ArrivalSQL.swiftly)
    if isUnfinished, !isRepeatable { try connection.run(ArrivalSQL.clear) }
  }

  /// Brings everything, and looks whether it is the same; nodes may serve it on return.
  ///
  /// - Returns: the hashes of attachments whose bytes are gone there, or are not what they were.
  /// - Throws: `ArrivalFailure`, `StorageError`, or what the listener throws; then it may be said again.
  package func take(_ moment: any HubMoment, _ listener: Listener) throws -> Set<String> {
    let rows = RowCopy(from: moment.connection, to: connection, dialect) { [connection] in
      try connection.inTransaction([], $0)
    }
    try rows.run { try listener(.rows, $0, $1) }
    let missing = try takeFiles(of: moment) { try listener(.files, $0, $1) }
    let differences = try rows.differences { try listener(.comparing, $0, $1) }
    guard differences.isEmpty else { throw ArrivalFailure.differs(differences) }
    try verifyFiles { try listener(.verifying, $0, $1) }
    // Desks that come from another database have not fallen behind by that.
    try connection.run(ArrivalSQL.forgetHistory)
    try connection.run(ArrivalSQL.durably)
    try connection.run(ArrivalSQL.end)
    return missing
  }
}
