import Federation
import Foundation
import Storage
import Ticketing

/// A lane in the order in which tables keep them: handoffs', those to the outside, partnerships'.
struct LaneRank: Comparable, Sendable {
  private let kind: UInt8
  let id: Rank<LaneID>

  init(_ lane: LaneID) {
    switch lane {
    case .handoff(let handoff): (kind, id) = (0, Rank(ID(handoff.uuid)))
    case .partnership(let partnership): (kind, id) = (2, Rank(ID(partnership.uuid)))
    case .outside(let lane): (kind, id) = (1, Rank(ID(lane.uuid)))
    }
  }

  static func < (left: LaneRank, right: LaneRank) -> Bool {
    left.kind == right.kind ? left.id < right.id : left.kind < right.kind
  }
}

/// Where a message stands in its lane; a place is taken once in each direction.
struct DeliveryPlace: Comparable, Sendable {
  private let direction: UInt8
  private let lane: LaneRank
  private let epoch: Int
  private let seq: Int

  init(_ direction: Delivery.Direction, _ lane: LaneID, epoch: Int, seq: Int) {
    self.direction = direction == .in ? 0 : 1
    self.lane = LaneRank(lane)
    self.epoch = epoch
    self.seq = seq
  }

  init(_ delivery: Delivery) {
    self.init(delivery.direction, delivery.lane, epoch: delivery.epoch, seq: delivery.seq)
  }

  /// All of a lane's in one direction, whatever their epoch.
  static func all(_ direction: Delivery.Direction, of lane: LaneID) -> ClosedRange<DeliveryPlace> {
    DeliveryPlace(direction, lane, epoch: .min, seq: .min)...DeliveryPlace(direction, lane, epoch: .max, seq: .max)
  }

  /// Those from a place on, later epochs included.
  static func onward(
    _ direction: Delivery.Direction, of lane: LaneID, epoch: Int, from seq: Int
  ) -> ClosedRange<DeliveryPlace> {
    DeliveryPlace(direction, lane, epoch: epoch, seq: seq)...DeliveryPlace(direction, lane, epoch: .max, seq: .max)
  }

  /// Those of one epoch from a number on.
  static func rest(
    _ direction: Delivery.Direction, of lane: LaneID, epoch: Int, from seq: Int
  ) -> ClosedRange<DeliveryPlace> {
    DeliveryPlace(direction, lane, epoch: epoch, seq: seq)...DeliveryPlace(direction, lane, epoch: epoch, seq: .max)
  }

  static func < (left: DeliveryPlace, right: DeliveryPlace) -> Bool {
    if left.direction != right.direction { return left.direction < right.direction }
    if left.lane != right.lane { return left.lane < right.lane }
    return left.epoch == right.epoch ? left.seq < right.seq : left.epoch < right.epoch
  }
}

/// Where a try stands: those of a delivery lie together, by their numbers.
struct AttemptPlace: Comparable, Sendable {
  let delivery: Rank<Delivery>
  let number: Int

  static func < (left: AttemptPlace, right: AttemptPlace) -> Bool {
    left.delivery == right.delivery ? left.number < right.number : left.delivery < right.delivery
  }

  static func all(of delivery: DeliveryID) -> ClosedRange<AttemptPlace> {
    let rank = Rank(delivery)
    return AttemptPlace(delivery: rank, number: .min)...AttemptPlace(delivery: rank, number: .max)
  }
}
