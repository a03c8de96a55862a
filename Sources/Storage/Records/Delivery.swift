package import Federation
package import Foundation
package import Ticketing

package typealias DeliveryID = ID<Delivery>

/// One message between desks, as one of them keeps it: on its way out, or come in. Its wire bytes stay while its handoff
/// lives.
package struct Delivery: Sendable, Equatable {
  package enum Direction: String, Sendable, CaseIterable, Codable {
    case `in`
    case out
  }

  package enum State: String, Sendable, CaseIterable, Codable {
    /// Out: not acknowledged yet. In: behind a gap, or behind what is parked.
    case waiting
    /// In: the place of a message that has not come, while others wait behind it.
    case missing
    case done
    case parked
    /// Not sent any more: its partnership ended.
    case cancelled
    /// Dropped by a person; a tombstone stands in its place.
    case dropped
  }

  package let id: DeliveryID
  package let direction: Direction
  package let partnership: PartnershipID
  package let lane: LaneID
  package var ticket: TicketID?
  package let epoch: Int
  package let seq: Int
  package let event: EventID
  package let kind: Message.Kind
  package var state: State
  package var reason: ParkReason?
  package let createdAt: Date
  package var finishedAt: Date?
  package var attempts: Int
  /// The envelope as `Envelope.wireBytes` gives it.
  package let wireBytes: [UInt8]

  package init(
    id: DeliveryID, direction: Direction, partnership: PartnershipID, lane: LaneID, ticket: TicketID?, epoch: Int,
    seq: Int, event: EventID, kind: Message.Kind, state: State, reason: ParkReason? = nil, createdAt: Date,
    finishedAt: Date? = nil, attempts: Int = 0, wireBytes: [UInt8]
  ) {
    self.id = id
    self.direction = direction
    self.partnership = partnership
    self.lane = lane
    self.ticket = ticket
    self.epoch = epoch
    self.seq = seq
    self.event = event
    self.kind = kind
    self.state = state
    self.reason = reason
    self.createdAt = createdAt
    self.finishedAt = finishedAt
    self.attempts = attempts
    self.wireBytes = wireBytes
  }
}

/// One try of one delivery.
package struct Attempt: Sendable, Equatable {
  package let delivery: DeliveryID
  /// Counts from 1.
  package let number: Int
  package let at: Date
  /// A word: `delivered`, `duplicate`, `refused`, `failed`.
  package let outcome: String
  /// At most 1 KB of what was answered, without secrets.
  package let excerpt: String
  /// Nil where the outcome says all, and of what was written before there were such words.
  package let cause: AttemptCause?

  package init(
    delivery: DeliveryID, number: Int, at: Date, outcome: String, excerpt: String, cause: AttemptCause? = nil
  ) {
    self.delivery = delivery
    self.number = number
    self.at = at
    self.outcome = outcome
    self.excerpt = excerpt
    self.cause = cause
  }
}
