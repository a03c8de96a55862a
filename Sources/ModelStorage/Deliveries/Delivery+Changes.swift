import Federation
import Foundation
import Storage
import Ticketing

extension Delivery {
  /// What another one says, in this one's place: a place in a lane is for ever.
  func taking(_ other: Delivery) -> Delivery {
    Delivery(
      id: id, direction: direction, partnership: partnership, lane: lane, ticket: other.ticket, epoch: epoch, seq: seq,
      event: other.event, kind: other.kind, state: other.state, reason: other.reason, createdAt: createdAt,
      finishedAt: other.finishedAt, attempts: other.attempts, wireBytes: other.wireBytes)
  }

  /// To be sent again, and without its content where that was dropped.
  func again() throws -> Delivery {
    let isDropped = state == .dropped
    return Delivery(
      id: id, direction: direction, partnership: partnership, lane: lane, ticket: ticket, epoch: epoch, seq: seq,
      event: event, kind: isDropped ? .tombstone : kind, state: .waiting, createdAt: createdAt, attempts: attempts,
      wireBytes: isDropped ? try Envelope(wireBytes: wireBytes).tombstone.wireBytes() : wireBytes)
  }

  /// Whether it keeps those behind it from being sent, or is to be sent itself.
  var isUnsettled: Bool { state == .waiting || state == .parked }
}
