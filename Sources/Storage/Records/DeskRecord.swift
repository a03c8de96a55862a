package import Federation
package import Ticketing

/// A tenant with what the federation and the desk's own settings need.
package struct DeskRecord: Sendable, Equatable {
  package let tenant: Tenant
  package let federationID: FederationID
  package var passesThrough: Bool

  package init(tenant: Tenant, federationID: FederationID, passesThrough: Bool = false) {
    self.tenant = tenant
    self.federationID = federationID
    self.passesThrough = passesThrough
  }
}
