package import Foundation
package import Ticketing

/// What the federation needs to know of the desk that it decides for.
package struct Desk: Sendable, Equatable {
  package let tenant: TenantID
  package let name: String
  package let federationID: FederationID
  package let statuses: StatusBook
  /// The keys of the desk's custom fields.
  package let fieldKeys: [String]
  /// Whether an inner completion completes upwards at once.
  package let passesThrough: Bool
  /// When the desk was last restored from a backup.
  package let restoredAt: Date?
  /// Whether it stands in for an external desk, which is told what happens here.
  package let standsIn: Bool

  package init(
    tenant: TenantID, name: String, federationID: FederationID, statuses: StatusBook, fieldKeys: [String],
    passesThrough: Bool, restoredAt: Date? = nil, standsIn: Bool = false
  ) {
    self.tenant = tenant
    self.name = name
    self.federationID = federationID
    self.statuses = statuses
    self.fieldKeys = fieldKeys
    self.passesThrough = passesThrough
    self.restoredAt = restoredAt
    self.standsIn = standsIn
  }

  /// What acts by itself: a clock, a cascade.
  package var system: Author { Author(kind: .system, name: "", desk: name) }
}
