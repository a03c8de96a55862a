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

  /// What a desk that was restored answers over a handoff that it had given over, and has nothing of any more. Nil where
  /// it never was restored.
  package func forgets(_ envelope: Envelope, over partnership: Partnership, _ moment: inout Moment) -> Envelope? {
    guard let restoredAt, let handoff = envelope.handoff, envelope.direction == .up else { return nil }
    return word(.forgotten, on: handoff, over: partnership, at: restoredAt, &moment)
  }

  /// The same, of a handoff that the partner has named.
  package func forgets(_ handoff: HandoffID, over partnership: Partnership, _ moment: inout Moment) -> Envelope? {
    restoredAt.map { word(.forgotten, on: handoff, over: partnership, at: $0, &moment) }
  }

  private func word(
    _ message: Message, on handoff: HandoffID, over partnership: Partnership, at restoredAt: Date,
    _ moment: inout Moment
  ) -> Envelope {
    let epoch = Self.epoch(restoredAt: restoredAt)
    return Envelope(
      partnership: partnership.id, handoff: handoff, direction: .down, epoch: epoch, seq: 1, event: moment.newID(),
      cause: nil, hops: 1, turn: Turn(epoch: epoch, number: 0), seen: 0,
      author: partnership.outward(of: self).author(system), at: moment.now, message: message)
  }
}
