import Federation
import Relay
import Storage
import Ticketing

extension Operations {
  /// Over every partnership of the hub, each asked about by the desk that invited.
  func compareHandoffs() async throws -> ControlAnswer.Compared {
    var compared = ControlAnswer.Compared()
    for tenant in try await directory.tenants() {
      for partnership in try await invited(by: tenant.id) {
        let tally = try await comparer.compareAll(DueComparison(tenant: tenant.id, partnership: partnership))
        compared.compared += tally.compared
        compared.found += tally.found
        compared.healed += tally.healed
        compared.left += try await storage.read(in: tenant.id) {
          try $0.drifted(over: partnership, limit: 10_000).count
        }
      }
    }
    return compared
  }

  private func invited(by tenant: TenantID) async throws -> [PartnershipID] {
    try await storage.read(in: tenant) { tx in
      var (found, seen) = ([PartnershipID](), PagePosition?.none)
      repeat {
        let page = try tx.partnerships(PageRequest(limit: 200, after: seen))
        found += page.items.filter { $0.isInviter && $0.phase == .joined }.map(\.id)
        seen = page.next
      } while seen != nil
      return found
    }
  }
}
