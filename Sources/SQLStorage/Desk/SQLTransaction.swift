import Federation
package import Storage
import Ticketing

/// Reads and writes one tenant's desk in one transaction.
package final class SQLTransaction: SQLReader, DeskTransaction {
  /// The lanes that the relay shall look at once the commit is on disk.
  package private(set) var wakeUps: [LaneKey] = []
  /// What the search index has to learn in the same commit.
  package private(set) var searchChanges: [SearchChange] = []
  /// What those who watch the desk are told once the commit is on disk.
  package private(set) var changes: Set<DeskChange> = []

  var ticketNumbers: [TicketID: Int] = [:]

  @discardableResult
  func execute(_ statement: Statement, _ values: [SQLValue] = []) throws -> Int {
    try connection.execute(statement, bound(values))
  }

  func wakeAfterCommit(_ lane: LaneID) {
    let key = LaneKey(tenant: tenant, lane: lane)
    if !wakeUps.contains(key) { wakeUps.append(key) }
  }

  func tellAfterCommit(_ change: DeskChange) { changes.insert(change) }

  func indexAfterwards(_ change: SearchChange) { searchChanges.append(change) }
}
