package import Federation
package import Foundation
import Ticketing

package protocol DriftReading {
  /// Nil before the first time.
  func comparison(over partnership: PartnershipID) throws -> Comparison?
  /// The handoffs that differ from what the partner keeps of them, and were not put right yet; in order of their ids.
  func drifted(over partnership: PartnershipID, limit: Int) throws -> [HandoffID]
  func hasDrifted(_ handoff: HandoffID, over partnership: PartnershipID) throws -> Bool
  /// Those that are open, in order of their ids, behind one.
  func openHandoffs(over partnership: PartnershipID, after last: HandoffID?, limit: Int) throws -> [HandoffID]
  /// Those of which something was said or heard since, in order of their ids, behind one. What came while the clock was
  /// wrong may be left out.
  func handoffs(
    over partnership: PartnershipID, changedSince date: Date, after last: HandoffID?, limit: Int
  ) throws -> [HandoffID]
  /// The first message on a lane's way out that is not settled; nil where all are.
  func firstUnsettled(on lane: LaneID) throws -> Place?
}

package protocol DriftWriting {
  func put(_ comparison: Comparison, over partnership: PartnershipID) throws
  /// Notes that a handoff differs; once, however often it is found.
  func noteDrift(of handoff: HandoffID, over partnership: PartnershipID, at now: Date) throws
  func forgetDrift(of handoff: HandoffID, over partnership: PartnershipID) throws
}
