package import Federation
package import Foundation
import Ticketing

package protocol DeliveryReading {
  func delivery(_ id: DeliveryID) throws -> Delivery?
  /// Oldest first.
  func deliveries(_ query: DeliveryQuery, _ page: PageRequest) throws -> Page<Delivery>
  /// The same with what a person reads beside them.
  func listedDeliveries(_ query: DeliveryQuery, _ page: PageRequest) throws -> Page<ListedDelivery>
  func attempts(of delivery: DeliveryID) throws -> [Attempt]
  func delivery(_ direction: Delivery.Direction, lane: LaneID, epoch: Int, seq: Int) throws -> Delivery?
  /// The first message that came in behind a place; nil where none has.
  func arrived(lane: LaneID, epoch: Int, behind seq: Int) throws -> Delivery?
}

package protocol DeliveryWriting {
  /// Keeps a message on its way out, in the commit of what it tells, and wakes the relay when the commit is on disk.
  func enqueue(_ delivery: Delivery) throws
  /// Keeps a message that came in.
  func insert(_ delivery: Delivery) throws
  func update(_ delivery: Delivery) throws
  /// Makes a lane ready now: after a retry, a drop, a repair.
  func wake(_ lane: LaneID) throws
  /// Makes what was sent from a number on wait to be sent again.
  func rewind(_ lane: LaneID, epoch: Int, from seq: Int) throws
  /// Cancels what a handoff has not sent yet.
  func cancelUnsent(of lane: LaneID, at now: Date) throws
  /// Holds or frees the lanes of a partnership's handoffs, while it is suspended.
  func setHeld(_ isHeld: Bool, handoffsOf partnership: PartnershipID) throws
}
