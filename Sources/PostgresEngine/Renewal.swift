import Foundation
import SQLStorage
import Storage
import Ticketing

/// Sees, as a node starts and before any serves, whether the database has gone on with another history than its desks know of.
/// Then they may have forgotten what partners remember, as after a restore from a backup, and begin anew like that.
struct Renewal {
  let connection: PostgresConnection
  let wall: Wall
  let environment: SQLEnvironment
  let now: Date

  /// How far the clocks of nodes may be apart.
  private static let clockDifference: TimeInterval = 600

  /// - Returns: how many desks began anew.
  func run(to history: History) throws -> Int {
    let (desks, newest) = try connection.inTransaction([wall.enter(.hub)]) {
      let view = SQLHubView(connection: connection, environment: environment)
      let desks = try view.histories()
      let isOther = desks.contains { $0.history != nil && $0.history != history.name }
      return (desks.filter { $0.history != history.name }, isOther ? try view.newestMessage() ?? now : nil)
    }
    for desk in desks {
      try connection.inTransaction(["SET LOCAL ROLE \(wall.desk)", wall.enter(.desk(desk.tenant))]) {
        let transaction = SQLTransaction(tenant: desk.tenant, connection: connection, environment: environment)
        if let newest { try beginAnew(transaction, after: newest.addingTimeInterval(-Self.clockDifference)) }
        try transaction.note(history: history.name)
        try environment.dialect.index(transaction.searchChanges, on: connection)
      }
    }
    return newest == nil ? 0 : desks.count
  }

  private func beginAnew(_ desk: SQLTransaction, after asOf: Date) throws {
    var moment = Moment(now: now, seed: .random(in: .min ... .max))
    try desk.beginAnew(after: asOf, &moment)
    try desk.append(
      AuditRecord(at: now, source: .system, action: "hub.restore", subject: "hub", facts: [.backup(asOf)]))
  }
}
