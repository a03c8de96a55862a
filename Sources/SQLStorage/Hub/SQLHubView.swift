import Federation
package import Foundation
package import Storage
package import Ticketing

/// Reads and writes what is seen of all tenants at once, on one connection.
package struct SQLHubView {
  let connection: any SQLConnection
  let environment: SQLEnvironment

  package init(connection: any SQLConnection, environment: SQLEnvironment) {
    self.connection = connection
    self.environment = environment
  }

  package func readyLanes(now: Date, limit: Int) throws -> [LaneKey] {
    try connection.rows(HubSQL.readyLanes, [.date(now), .count(limit)]) {
      LaneKey(tenant: try $0.id(), lane: try LaneID(&$0))
    }
  }

  package func nextReady(after now: Date) throws -> Date? {
    try earliest([HubSQL.nextReady, HubSQL.nextLeaseEnd], after: now)
  }

  /// Frees every lane, mail, poll, webhook's message and received mail that an earlier run of the hub claimed. The fences stay: a report of
  /// that run still writes nothing.
  ///
  /// - Parameter stumbled: whether that run fell over something, which may have been a message on one of the lanes.
  package func releaseLeases(stumbled: Bool) throws {
    try connection.execute(stumbled ? HubSQL.endLeases : HubSQL.releaseLeases, [])
    for statement in MailQueueSQL.releaseLeases { try connection.execute(statement, []) }
    try connection.execute(WebhookQueueSQL.releaseLeases, [])
    try connection.execute(IntakeQueueSQL.releaseLeases, [])
    try connection.execute(MailAccountQueueSQL.releaseLeases, [])
    try connection.execute(HubSQL.releasePolls, [])
  }

  package func dueTimers(now: Date, limit: Int) throws -> [DueTimer] {
    let confirmations = try connection.rows(HubSQL.dueConfirmations, [.date(now), .count(limit)]) {
      DueTimer(tenant: try $0.id(), handoff: try $0.id(), kind: .confirm)
    }
    let answers = try connection.rows(HubSQL.dueAnswers, [.date(now), .count(limit)]) {
      DueTimer(tenant: try $0.id(), handoff: try $0.id(), kind: .respond)
    }
    let resolutions = try connection.rows(HubSQL.dueResolutions, [.date(now), .count(limit)]) {
      DueTimer(tenant: try $0.id(), handoff: try $0.id(), kind: .resolve)
    }
    return Array((confirmations + answers + resolutions).prefix(limit))
  }

  package func nextTimer(after now: Date) throws -> Date? {
    try earliest([HubSQL.nextConfirmation, HubSQL.nextAnswer, HubSQL.nextResolution], after: now)
  }

  package func dueComparisons(now: Date, limit: Int) throws -> [DueComparison] {
    let farthest = now.addingTimeInterval(Comparison.longestWait)
    return try connection.rows(HubSQL.dueComparisons, [.date(now), .date(farthest), .count(limit)]) {
      DueComparison(tenant: try $0.id(), partnership: try $0.id())
    }
  }

  package func duePolls(now: Date, limit: Int) throws -> [TenantID] {
    // A lease that ends later than any can was written when the clock was wrong.
    try connection.rows(
      HubSQL.duePolls, [.date(now), .date(now.addingTimeInterval(Poll.longestLease)), .count(limit)]
    ) { try $0.id() }
  }

  package func standInsBehind(limit: Int) throws -> [StandInBehind] {
    try connection.rows(HubSQL.standInsBehind, [.count(limit)]) {
      StandInBehind(owner: try $0.id(), connection: try $0.id())
    }
  }

  func earliest(_ statements: [Statement], after now: Date) throws -> Date? {
    try statements.compactMap { try connection.first($0, [.date(now)]) { $0.maybeDate() } ?? nil }.min()
  }
}

extension SQLHubView {
  /// - Throws: `SlugTaken`.
  package func create(_ record: DeskRecord) throws {
    let tenant = record.tenant
    guard try self.tenant(slug: tenant.slug) == nil else { throw SlugTaken(slug: tenant.slug) }
    let key = try environment.sealer.newTenantKey(for: tenant.id)
    let sealed = try environment.seal(record.federationID, under: key, TenantRow.context(tenant.id))
    try connection.execute(
      HubSQL.createTenant,
      [
        .id(tenant.id), .text(tenant.slug), .text(tenant.name), .blob(sealed), .blob(key),
        .flag(record.passesThrough), .date(tenant.createdAt), .word(record.language),
        .count(record.idleLimit.minutes), .date(record.secondStepSince), .flag(record.standsIn),
      ])
    for counter in SQLTransaction.Counter.allCases {
      try connection.execute(HubSQL.createCounter, [.id(tenant.id), .word(counter)])
    }
  }

  package func tenant(slug: String) throws -> Tenant? {
    try connection.first(HubSQL.tenantBySlug, [.text(slug)], Tenant.init)
  }

  package func tenants() throws -> [Tenant] { try connection.rows(HubSQL.tenants, [], Tenant.init) }
}

extension Tenant {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(id: try columns.id(), slug: columns.text(), name: columns.text(), createdAt: columns.date())
  }
}
