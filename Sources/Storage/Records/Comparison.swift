package import Federation
package import Foundation
package import Ticketing

/// How far a desk has compared the handoffs over one partnership with what the other desk keeps of them.
package struct Comparison: Sendable, Equatable {
  /// When it last did.
  package let at: Date
  /// When it does again.
  package let nextAt: Date
  /// The last handoff that the slow round through all that are open has come to; nil where it begins anew.
  package let sweptTo: HandoffID?

  package init(at: Date, nextAt: Date, sweptTo: HandoffID?) {
    self.at = at
    self.nextAt = nextAt
    self.sweptTo = sweptTo
  }

  /// No comparison is ever planned further ahead. The clock may have been put back since a time was written: what lies
  /// further off was meant by another clock, and counts as past.
  package static let longestWait: TimeInterval = 86_400
}

/// A partnership whose time to be compared has come.
package struct DueComparison: Sendable, Hashable {
  package let tenant: TenantID
  package let partnership: PartnershipID

  package init(tenant: TenantID, partnership: PartnershipID) {
    self.tenant = tenant
    self.partnership = partnership
  }
}
