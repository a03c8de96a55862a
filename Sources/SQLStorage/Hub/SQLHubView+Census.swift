package import Storage

extension SQLHubView {
  package func census() throws -> HubCensus {
    let tenants = try connection.first(HubSQL.countTenants, []) { $0.count() }
    let tickets = try connection.first(HubSQL.countTickets, [.word(SQLTransaction.Counter.tickets)]) {
      $0.maybeCount() ?? 0
    }
    let unsettled = try connection.rows(HubSQL.unsettled, []) {
      HubCensus.Unsettled(
        direction: try $0.word(), state: try $0.word(), count: $0.count(), oldest: $0.date())
    }
    let (waiting, failed) = (try pile(CensusSQL.allWaitingWebhooks), try pile(CensusSQL.allFailedWebhooks))
    let stopped = try connection.first(CensusSQL.allStoppedWebhooks, []) { $0.count() }
    return HubCensus(
      tenants: tenants ?? 0, tickets: tickets ?? 0, unsettled: unsettled, waitingWebhooks: waiting,
      failedWebhooks: failed, stoppedWebhooks: stopped ?? 0)
  }

  private func pile(_ statement: Statement) throws -> DeskCensus.Pile {
    try connection.first(statement, []) { DeskCensus.Pile($0.count(), oldest: $0.maybeDate()) } ?? DeskCensus.Pile()
  }
}
