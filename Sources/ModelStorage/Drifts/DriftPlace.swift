import Federation
import Ticketing

/// A handoff that differs: those over a partnership lie together, in the order of their ids.
struct DriftPlace: Comparable, Sendable {
  private let partnership: Rank<Partnership>
  private let handoff: Rank<Handoff>

  private init(partnership: Rank<Partnership>, handoff: Rank<Handoff>) {
    self.partnership = partnership
    self.handoff = handoff
  }

  init(_ handoff: HandoffID, over partnership: PartnershipID) {
    self.init(partnership: Rank(partnership), handoff: Rank(handoff))
  }

  static func all(over partnership: PartnershipID) -> ClosedRange<DriftPlace> {
    let rank = Rank(partnership)
    return DriftPlace(partnership: rank, handoff: .first)...DriftPlace(partnership: rank, handoff: .last)
  }

  static func < (left: DriftPlace, right: DriftPlace) -> Bool {
    left.partnership == right.partnership ? left.handoff < right.handoff : left.partnership < right.partnership
  }
}
