package import Foundation
package import Storage
package import Ticketing

extension ModelHub: TenantDirectory {
  package func create(_ record: DeskRecord) async throws { try look { try $0.create(record) } }

  package func tenant(slug: String) async throws -> Tenant? {
    try look { $0.tenants.first { $0.slug == slug } }
  }

  package func tenants() async throws -> [Tenant] { try look { $0.tenants } }

  package func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] {
    try look { $0.dueTimers(now: now, limit: limit) }
  }

  package func nextTimer(after now: Date) async throws -> Date? { try look { $0.nextTimer(after: now) } }

  package func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison] {
    try look { $0.dueComparisons(now: now, limit: limit) }
  }

  package func duePolls(now: Date, limit: Int) async throws -> [TenantID] {
    try look { $0.duePolls(now: now, limit: limit) }
  }

  package func dueMailAccounts(now: Date, limit: Int) async throws -> [MailAccountKey] {
    try look { $0.dueMailAccounts(now: now, limit: limit) }
  }

  package func standInsBehind(limit: Int) async throws -> [StandInBehind] {
    try look { $0.standInsBehind(limit: limit) }
  }

  package func census() async throws -> HubCensus { try look { $0.census } }

  package func deskCensuses(seenSince: Date) async throws -> [DeskCensus] {
    try look { $0.desks.compactMap { $0.census(seenSince: seenSince) } }
  }

  package func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] {
    try read(in: tenant, by: { $0.tables.deliveryPiles })
  }

  /// There is no schema here, so that nothing of it was ever changed.
  package func migrations() async throws -> [Int] { [] }

  package func examine(now: Date) async throws -> [Finding] { try look { $0.examine(now: now) } }
}
