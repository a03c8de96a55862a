import Federation
package import Storage
import Ticketing

/// Reads and writes one tenant's desk in one transaction.
package final class SQLTransaction: SQLReader, DeskTransaction {
  /// The lanes that the relay shall look at once the commit is on disk.
  package private(set) var wakeUps: [LaneKey] = []
  /// Whether the postman shall look for mails once the commit is on disk.
  package private(set) var bringsMail = false
  /// Whether the messenger shall look for what desks' own systems are to be told once the commit is on disk.
  package private(set) var bringsWebhooks = false
  /// Whether who files received mails shall look for them once the commit is on disk.
  package private(set) var bringsReceivedMail = false
  /// What the search index has to learn in the same commit.
  package private(set) var searchChanges: [SearchChange] = []
  /// What those who watch the desk are told once the commit is on disk.
  package private(set) var changes: Set<DeskChange> = []

  var ticketNumbers: [TicketID: Int] = [:]
  /// Tickets all of whose handoffs are among those that were read.
  var ticketsWithHandoffs: Set<TicketID> = []

  func execute(_ statement: Statement, _ values: [SQLValue] = []) throws {
    try connection.send(statement, bound(values))
  }

  /// - Returns: how many rows were written.
  func written(by statement: Statement, _ values: [SQLValue] = []) throws -> Int {
    try connection.execute(statement, bound(values))
  }

  func wakeAfterCommit(_ lane: LaneID) {
    let key = LaneKey(tenant: tenant, lane: lane)
    if !wakeUps.contains(key) { wakeUps.append(key) }
  }

  func tellAfterCommit(_ change: DeskChange) { changes.insert(change) }
  func ringAfterCommit() { bringsMail = true }
  func ringForWebhooksAfterCommit() { bringsWebhooks = true }
  func ringForIntakeAfterCommit() { bringsReceivedMail = true }

  func indexAfterwards(_ change: SearchChange) { searchChanges.append(change) }
}
