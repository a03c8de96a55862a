package import Foundation
import SQLStorage
package import Storage
package import Ticketing

extension PostgresHub: TenantDirectory {
  package func create(_ record: DeskRecord) async throws {
    try await pool.run { [environment] place in
      try place.transact(.writingHub) {
        try SQLHubView(connection: $0, environment: environment).create(record)
      }
    }
  }

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

  package func census() async throws -> HubCensus { try await view { try $0.census() } }

  package func deskCensuses(seenSince: Date) async throws -> [DeskCensus] {
    try await view { try $0.deskCensuses(seenSince: seenSince) }
  }

  package func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] {
    try await view { try $0.deliveryPiles(of: tenant) }
  }

  package func migrations() async throws -> [Int] { try await view { try $0.migrations() } }

  /// Looks at what the tables tell, and at every file; the server looks after its own pages.
  package func examine(now: Date) async throws -> [Finding] {
    let round = Round(now: now, runningSince: openedAt)
    var findings = Findings()
    for check in Doctor.checks {
      findings = try await view { [findings] view in
        var findings = findings
        try view.make(check, round, &findings)
        return findings
      }
    }
    try await FileExamination(hub: self, now: now).look(&findings)
    return findings.all
  }
}
