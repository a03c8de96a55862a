package import Federation
package import Foundation
package import Ticketing

/// A tenant with what the federation and the desk's own settings need.
package struct DeskRecord: Sendable, Equatable {
  package let tenant: Tenant
  package let federationID: FederationID
  package var passesThrough: Bool
  /// What the hub speaks to the desk's people who chose no language.
  package var language: Language
  /// How long a session of a browser lives without a sign of its person.
  package var idleLimit: IdleLimit
  /// Who signs in after this moment and has no second step sets one up before anything else; nil where nobody has to.
  package var secondStepSince: Date?
  /// A reply to a ticket that was closed longer ago, in whole days, opens a new one that is linked to it; 0 to 3,650.
  package var reopenDays: Int
  /// When the desk was last restored from a backup.
  package let restoredAt: Date?
  /// Whether it is no company's desk, but stands in for an external one behind a connection.
  package let standsIn: Bool

  package static let reopenRange = 0...3_650

  package init(
    tenant: Tenant, federationID: FederationID, passesThrough: Bool = false, language: Language = .english,
    idleLimit: IdleLimit = .unlessTold, secondStepSince: Date? = nil,
    reopenDays: Int = 30, restoredAt: Date? = nil,
    standsIn: Bool = false
  ) {
    self.tenant = tenant
    self.federationID = federationID
    self.passesThrough = passesThrough
    self.language = language
    self.idleLimit = idleLimit
    self.secondStepSince = secondStepSince
    self.reopenDays = reopenDays
    self.restoredAt = restoredAt
    self.standsIn = standsIn
  }
}
