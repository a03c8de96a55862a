import Federation
import Ticketing

/// That an entry went over a handoff.
struct Crossing: Comparable, Sendable {
  let event: Rank<OriginalEvent>
  let handoff: Rank<Handoff>

  static func < (left: Crossing, right: Crossing) -> Bool {
    left.event == right.event ? left.handoff < right.handoff : left.event < right.event
  }

  static func all(of event: EventID) -> ClosedRange<Crossing> {
    let rank = Rank(event)
    return Crossing(event: rank, handoff: .first)...Crossing(event: rank, handoff: .last)
  }
}
