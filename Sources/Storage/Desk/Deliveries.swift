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
  /// The messages of a lane from behind a place on, in order, those of later epochs included.
  func deliveries(_ direction: Delivery.Direction, of lane: LaneID, after place: Place, limit: Int) throws -> [Delivery]
  /// The handoffs over a partnership of which something was said since, in any order.
  func handoffs(over partnership: PartnershipID, touchedSince date: Date) throws -> [HandoffID]
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
  /// Makes what was sent from a place on wait to be sent again, what was sent in later epochs included. Whoever works on
  /// the lane meanwhile reports in vain: what it brought is brought again.
  func rewind(_ lane: LaneID, epoch: Int, from seq: Int) throws
  /// Begins a new epoch of every lane of the desk, after it was restored from a backup: each is due to ask the other desk
  /// what it has forgotten.
  func begin(epoch: Int, restoredAt: Date) throws
  /// Cancels what a handoff has not sent yet, but for what a restored desk needs to hear.
  func cancelUnsent(of lane: LaneID, at now: Date) throws
  /// Holds or frees the lanes of a partnership's handoffs, while it is suspended.
  func setHeld(_ isHeld: Bool, handoffsOf partnership: PartnershipID) throws
  /// Holds or frees what a stand-in has to tell the external desk, while its connection is paused.
  func setOutsideHeld(_ isHeld: Bool) throws
}
