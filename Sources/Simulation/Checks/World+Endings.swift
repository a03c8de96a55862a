import Federation
import Ticketing

/// What becomes of the work when a partnership ends, read from the protocol's text.
extension World {
  /// - Parameter before: the desk's handoffs as they were when it ended the partnership.
  func checkEnd(of partnership: PartnershipID, at desk: Int, _ before: [HandoffID: Handoff]) throws {
    for id in desks[desk].handoffs {
      guard let earlier = before[id], earlier.partnership == partnership, let handoff = desks[desk].seen[id] else {
        continue
      }
      chronicle.check(.book)
      let due: HandoffState =
        switch (earlier.state, earlier.side) {
        case (.offered, _): .withdrawn
        case (.accepted, .delegator): .recalled
        case (.accepted, .delegate): .returned
        case (.completed, _): .confirmed
        case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): earlier.state
        }
      guard handoff.state == due else {
        throw Breach(
          .book,
          "\(name(desk)), the \(earlier.side.rawValue), ended a partnership, and what was \(earlier.state) is \(handoff.state)"
        )
      }
    }
  }
}
