package import Federation
package import Foundation
package import Storage
import Ticketing

extension ModelTransaction {
  package func put(_ comparison: Comparison, over partnership: PartnershipID) throws {
    try require(self.partnership(partnership) != nil, "partnership")
    tables.comparisons[partnership] = comparison
  }

  package func noteDrift(of handoff: HandoffID, over partnership: PartnershipID, at now: Date) throws {
    try require(self.partnership(partnership) != nil, "partnership")
    let place = DriftPlace(handoff, over: partnership)
    if tables.drifts[key: place] == nil { tables.drifts[key: place] = DriftRow(handoff: handoff, foundAt: now) }
  }

  package func forgetDrift(of handoff: HandoffID, over partnership: PartnershipID) {
    tables.drifts[key: DriftPlace(handoff, over: partnership)] = nil
  }
}
