package import Foundation
package import Storage
package import Ticketing

extension SQLHub {
  package func create(_ record: DeskRecord) async throws { try await change { try $0.create(record) } }

  package func tenant(slug: String) async throws -> Tenant? { try await view { try $0.tenant(slug: slug) } }

  package func tenants() async throws -> [Tenant] { try await view { try $0.tenants() } }

  package func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] {
    try await view { try $0.dueTimers(now: now, limit: limit) }
  }

  package func nextTimer(after now: Date) async throws -> Date? {
    try await view { try $0.nextTimer(after: now) }
  }

  package func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison] {
    try await view { try $0.dueComparisons(now: now, limit: limit) }
  }

  package func duePolls(now: Date, limit: Int) async throws -> [TenantID] {
    try await view { try $0.duePolls(now: now, limit: limit) }
  }

  package func dueMailAccounts(now: Date, limit: Int) async throws -> [MailAccountKey] {
    try await view { try $0.dueMailAccounts(now: now, limit: limit) }
  }

  package func standInsBehind(limit: Int) async throws -> [StandInBehind] {
    try await view { try $0.standInsBehind(limit: limit) }
  }

  package func census() async throws -> HubCensus { try await view { try $0.census() } }

  package func deskCensuses(seenSince: Date) async throws -> [DeskCensus] {
    try await view { try $0.deskCensuses(seenSince: seenSince) }
  }

  package func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] {
    try await view { try $0.deliveryPiles(of: tenant) }
  }

  package func migrations() async throws -> [Int] { try await view { try $0.migrations() } }
}
