package import Federation
package import Foundation
package import Storage
import Ticketing

extension SQLReader {
  package func comparison(over partnership: PartnershipID) throws -> Comparison? {
    try first(DriftSQL.comparison, [.id(partnership)]) {
      Comparison(at: $0.date(), nextAt: $0.date(), sweptTo: try $0.maybeID())
    }
  }

  package func drifted(over partnership: PartnershipID, limit: Int) throws -> [HandoffID] {
    try rows(DriftSQL.drifted, [.id(partnership), .count(limit)]) { try $0.id() }
  }

  package func hasDrifted(_ handoff: HandoffID, over partnership: PartnershipID) throws -> Bool {
    try first(DriftSQL.hasDrifted, [.id(partnership), .id(handoff)]) { $0.date() } != nil
  }

  package func openHandoffs(
    over partnership: PartnershipID, after last: HandoffID?, limit: Int
  ) throws -> [HandoffID] {
    try rows(DriftSQL.openHandoffs, [.id(partnership), .id(last ?? .first), .count(limit)]) { try $0.id() }
  }

  package func handoffs(
    over partnership: PartnershipID, changedSince date: Date, after last: HandoffID?, limit: Int
  ) throws -> [HandoffID] {
    let since = DeliveryID(earliestAt: date)
    return try rows(
      DriftSQL.changedHandoffs, [.id(partnership), .id(since), .id(last ?? .first), .count(limit)]
    ) { try $0.id() }
  }

  package func firstUnsettled(on lane: LaneID) throws -> Place? {
    try first(DriftSQL.firstUnsettled, lane.values) { Place(epoch: $0.count(), seq: $0.count()) }
  }
}
