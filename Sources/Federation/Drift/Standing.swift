import Foundation

/// How one desk records a handoff, as far as the other one must agree.
package struct Standing: Sendable, Equatable, Codable {
  package let side: Side
  package let state: HandoffState
  package let turn: Turn
  /// Whether it was restored from a backup and has yet to learn what it has forgotten.
  package let isRecovering: Bool
  /// The epoch in which it speaks, how many it has said in it, and up to which all are acknowledged.
  package let epoch: Int
  package let said: Int
  package let delivered: Int
  /// The epoch in which it hears, and up to which it has dealt with all.
  package let heardEpoch: Int
  package let heard: Int
  /// What it keeps in the place behind that.
  package let next: Next

  package enum Next: String, Sendable, CaseIterable, Codable {
    case nothing
    /// A message that waits, or is parked: the desk knows of it.
    case open
    /// A message that was dealt with: the desk's count is wrong.
    case done
  }

  package init(
    of handoff: Handoff, delivered: Int, next: Next
  ) {
    side = handoff.side
    state = handoff.state
    turn = handoff.turn
    isRecovering = handoff.lane.recovery != nil || !handoff.lane.successors.isEmpty
    epoch = handoff.lane.epoch
    said = handoff.lane.sent
    self.delivered = delivered
    heardEpoch = handoff.lane.peerEpoch
    heard = handoff.lane.applied
    self.next = next
  }

  /// Whether two records can be compared: neither desk is still finding out what it has forgotten, and each hears in the
  /// epoch in which the other one speaks.
  package func isComparable(with other: Standing) -> Bool {
    !isRecovering && !other.isRecovering && epoch == other.heardEpoch && heardEpoch == other.epoch
      && side == other.side.other
  }

  /// The last message of this desk's that it knows to be delivered, and that the other one has dealt with.
  package func commonSaid(with other: Standing) -> Int { min(delivered, other.heard) }

  /// The last message of the other desk's that both have dealt with.
  package func commonHeard(with other: Standing) -> Int { other.commonSaid(with: self) }

  /// In what the records of two desks contradict one another, apart from the messages. The other desk was asked between two
  /// looks at this one's, and messages may have come and gone all the while: only what no order of them explains counts.
  package static func differences(before: Standing, _ other: Standing, after: Standing) -> Set<DriftKind> {
    if before.heard > other.said || other.heard > after.said || after.next == .done || other.next == .done
      || other.hasLost(upTo: before.delivered) || after.hasLost(upTo: other.delivered)
    {
      return [.counts]
    }
    // Each has heard all that the other one had said.
    guard before.said == other.heard, other.said == before.heard else { return [] }
    if before.state != other.state { return [.state] }
    return before.state.isOpen && before.turn != other.turn ? [.turn] : []
  }

  /// Whether it counts fewer messages as heard than were acknowledged in its name, and keeps none that waits.
  package func hasLost(upTo acknowledged: Int) -> Bool { next == .nothing && heard < acknowledged }
}
