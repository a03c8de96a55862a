package import Foundation
package import Ticketing

extension Desk {
  /// Clocks of two desks are not further apart than this, a day.
  package static let clockDifference: TimeInterval = 86_400

  /// The epoch that begins with a restore from a backup. Times are used up only once, so that a desk that is restored twice
  /// from the same backup does not begin the same epoch twice.
  package static func epoch(restoredAt: Date) -> Int { Int(restoredAt.timeIntervalSince1970 * 1_000) }

  /// The lane that an offer opens here. What was offered before this desk was restored it may have had already, and have
  /// forgotten: so it asks.
  func lane(hearing offer: Envelope) -> Lane {
    guard let restoredAt else { return Lane() }
    let mayBeForgotten = offer.at < restoredAt.addingTimeInterval(Self.clockDifference)
    return Lane(
      epoch: Self.epoch(restoredAt: restoredAt), former: mayBeForgotten ? .start : nil,
      recovery: mayBeForgotten ? .due : nil)
  }

  /// What a desk answers over a handoff that it has nothing of: one that was restored, over what it had given over; and
  /// any, where the partnership is over and the delegator asks, who has forgotten that it ended it. Nil where there is
  /// nothing to say.
  package func forgets(_ envelope: Envelope, over partnership: Partnership, _ moment: inout Moment) -> Envelope? {
    guard let handoff = envelope.handoff else { return nil }
    switch envelope.direction {
    case .up: return forgets(handoff, over: partnership, &moment)
    case .down:
      guard partnership.phase != .joined, envelope.message.kind == .resync else { return nil }
      return word(.up, on: handoff, over: partnership, epoch: restoredAt.map(Self.epoch) ?? Place.start.epoch, &moment)
    }
  }

  /// What a desk that was restored says of a handoff that it had given over, and that the partner has named.
  package func forgets(_ handoff: HandoffID, over partnership: Partnership, _ moment: inout Moment) -> Envelope? {
    restoredAt.map { word(.down, on: handoff, over: partnership, epoch: Self.epoch(restoredAt: $0), &moment) }
  }

  private func word(
    _ direction: Envelope.Direction, on handoff: HandoffID, over partnership: Partnership, epoch: Int,
    _ moment: inout Moment
  ) -> Envelope {
    Envelope(
      partnership: partnership.id, handoff: handoff, direction: direction, epoch: epoch, seq: 1,
      event: moment.newID(), cause: nil, hops: 1, turn: Turn(epoch: epoch, number: 0), seen: 0,
      author: partnership.outward(of: self).author(system), at: moment.now, message: .forgotten)
  }
}
