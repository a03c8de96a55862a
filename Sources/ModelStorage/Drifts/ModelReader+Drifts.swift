package import Federation
package import Foundation
package import Storage
import Ticketing

extension ModelReader {
  package func comparison(over partnership: PartnershipID) -> Comparison? { tables.comparisons[partnership] }

  package func drifted(over partnership: PartnershipID, limit: Int) -> [HandoffID] {
    tables.drifts.rows(DriftPlace.all(over: partnership)).prefix(limit).map(\.handoff)
  }

  package func hasDrifted(_ handoff: HandoffID, over partnership: PartnershipID) -> Bool {
    tables.drifts[key: DriftPlace(handoff, over: partnership)] != nil
  }

  package func openHandoffs(over partnership: PartnershipID, after last: HandoffID?, limit: Int) -> [HandoffID] {
    let open = openHandoffs(over: partnership).map(\.id).filter { $0 > last ?? .first }
    return Array(open.sorted().prefix(limit))
  }

  package func handoffs(
    over partnership: PartnershipID, changedSince date: Date, after last: HandoffID?, limit: Int
  ) -> [HandoffID] {
    let since = DeliveryID(earliestAt: date)
    let changed = tables.deliveries.rows.compactMap { delivery -> HandoffID? in
      guard delivery.partnership == partnership, delivery.id >= since, case .handoff(let id) = delivery.lane,
        id > last ?? .first
      else { return nil }
      return id
    }
    return Array(Set(changed).sorted().prefix(limit))
  }

  package func firstUnsettled(on lane: LaneID) -> Place? {
    unsettled(on: lane).first.flatMap { tables.deliveries[$0] }.map { Place(epoch: $0.epoch, seq: $0.seq) }
  }
}
