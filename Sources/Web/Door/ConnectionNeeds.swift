package import ConnectorKit
package import Storage
package import Ticketing

/// What the doors of connections need.
package struct ConnectionNeeds: Sendable {
  package let catalogue: ConnectorCatalogue
  /// Founds the tenant of a stand-in.
  package let found: @Sendable (DeskRecord) async throws -> Void
  /// Tries what a connection is set up with, at the far side.
  package let test: @Sendable (TenantID, StandIn) async throws -> TestResult

  package init(
    catalogue: ConnectorCatalogue, found: @escaping @Sendable (DeskRecord) async throws -> Void,
    test: @escaping @Sendable (TenantID, StandIn) async throws -> TestResult
  ) {
    self.catalogue = catalogue
    self.found = found
    self.test = test
  }

  /// Of a hub that bridges to nobody.
  package init() {
    self.init(
      catalogue: ConnectorCatalogue(), found: { throw SlugTaken(slug: $0.tenant.slug) },
      test: { _, _ in TestResult(account: nil) })
  }
}
