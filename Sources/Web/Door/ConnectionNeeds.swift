package import ConnectorKit
package import Foundation
package import Storage
package import Ticketing

/// What the doors of connections need.
package struct ConnectionNeeds: Sendable {
  package let catalogue: ConnectorCatalogue
  /// Founds the tenant of a stand-in.
  package let found: @Sendable (DeskRecord) async throws -> Void
  /// Tries what a connection is set up with, at the far side.
  package let test: @Sendable (TenantID, StandIn) async throws -> TestResult

  /// Until when an external desk is left alone, since it did not answer; nil while it does.
  package let leftAlone: @Sendable (TenantID) async -> Date?

  package init(
    catalogue: ConnectorCatalogue, found: @escaping @Sendable (DeskRecord) async throws -> Void,
    test: @escaping @Sendable (TenantID, StandIn) async throws -> TestResult,
    leftAlone: @escaping @Sendable (TenantID) async -> Date?
  ) {
    self.catalogue = catalogue
    self.found = found
    self.test = test
    self.leftAlone = leftAlone
  }

  /// Of a hub that bridges to nobody.
  package init() {
    self.init(
      catalogue: ConnectorCatalogue(), found: { throw SlugTaken(slug: $0.tenant.slug) },
      test: { _, _ in TestResult(account: nil) }, leftAlone: { _ in nil })
  }
}
