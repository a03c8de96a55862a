package import Federation
package import Foundation
package import Storage
import Ticketing

extension SQLTransaction {
  package func put(_ comparison: Comparison, over partnership: PartnershipID) throws {
    try execute(
      DriftSQL.putComparison,
      [.id(partnership), .date(comparison.at), .date(comparison.nextAt), .id(comparison.sweptTo)])
  }

  package func noteDrift(of handoff: HandoffID, over partnership: PartnershipID, at now: Date) throws {
    try execute(DriftSQL.note, [.id(partnership), .id(handoff), .date(now)])
  }

  package func forgetDrift(of handoff: HandoffID, over partnership: PartnershipID) throws {
    try execute(DriftSQL.forget, [.id(partnership), .id(handoff)])
  }
}
