package import Foundation
package import Storage
package import Ticketing

extension SQLHubView {
  /// One statement for each thing that is counted, however many desks there are.
  package func deskCensuses(seenSince: Date) throws -> [DeskCensus] {
    var counted: [TenantID: DeskCensus] = [:]
    let tenants = try tenants()
    for tenant in tenants { counted[tenant.id] = DeskCensus(tenant: tenant) }
    let counter: SQLValue = .word(SQLTransaction.Counter.tickets)
    try tally(CensusSQL.people, into: &counted) { $0.people = $1.count() }
    try tally(CensusSQL.tickets, [counter], into: &counted) { $0.tickets = $1.count() }
    try tally(CensusSQL.openTickets, into: &counted) { $0.openTickets = $1.count() }
    try tally(CensusSQL.openHandoffs, into: &counted) { $0.openHandoffs = $1.count() }
    try tally(CensusSQL.files, into: &counted) { ($0.files, $0.fileBytes) = ($1.count(), $1.count()) }
    try tally(CensusSQL.openDeliveries, into: &counted) { census, columns in
      let state: Delivery.State = try columns.word()
      let pile = DeskCensus.Pile(&columns)
      if state == .parked { census.parked = pile } else { census.waiting = pile }
    }
    try tally(CensusSQL.missingDeliveries, into: &counted) { $0.missing = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.drifts, into: &counted) { $0.drifted = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.waitingMails, into: &counted) { $0.waitingMails = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.parkedMails, into: &counted) { $0.parkedMails = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.waitingWebhooks, into: &counted) { $0.waitingWebhooks = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.failedWebhooks, into: &counted) { $0.failedWebhooks = DeskCensus.Pile(&$1) }
    try tally(CensusSQL.stoppedWebhooks, into: &counted) { $0.stoppedWebhooks = $1.count() }
    try tally(CensusSQL.sessions, [.date(seenSince)], into: &counted) { $0.sessions = $1.count() }
    return tenants.compactMap { counted[$0.id] }
  }

  package func deliveryPiles(of tenant: TenantID) throws -> [DeliveryPile] {
    let piles = try [CensusSQL.openPiles, CensusSQL.missingPiles].flatMap { statement in
      try connection.rows(statement, [.id(tenant)]) {
        DeliveryPile(
          direction: try $0.word(), state: try $0.word(), kind: try $0.word(), reason: try $0.maybeWord(),
          count: $0.count(), oldest: $0.date(), attempts: $0.count())
      }
    }
    return piles.sorted { $0.oldest < $1.oldest }
  }

  package func migrations() throws -> [Int] { try connection.rows(SchemaSQL.done, []) { $0.count() } }

  /// Reads rows that begin with their tenant into what is counted of it.
  private func tally(
    _ statement: Statement, _ values: [SQLValue] = [], into counted: inout [TenantID: DeskCensus],
    _ take: (inout DeskCensus, inout Columns) throws -> Void
  ) throws {
    _ = try connection.rows(statement, values) { columns in
      let tenant: TenantID = try columns.id()
      // A desk may have several rows: each adds to what the one before found.
      guard var census = counted[tenant] else { return }
      try take(&census, &columns)
      counted[tenant] = census
    }
  }
}

extension DeskCensus.Pile {
  fileprivate init(_ columns: inout Columns) { self.init(columns.count(), oldest: columns.date()) }
}
