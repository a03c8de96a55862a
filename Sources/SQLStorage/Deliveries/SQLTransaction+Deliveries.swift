package import Federation
package import Foundation
package import Storage
import Ticketing

extension SQLTransaction {
  package func enqueue(_ delivery: Delivery) throws {
    try insert(delivery)
    try execute(
      LaneSQL.makeReady, delivery.lane.values + [.id(delivery.partnership), .date(delivery.createdAt)])
    wakeAfterCommit(delivery.lane)
  }

  package func insert(_ delivery: Delivery) throws {
    try execute(
      DeliverySQL.insert,
      [.id(delivery.id), .word(delivery.direction), .id(delivery.partnership)] + delivery.lane.values + [
        .id(delivery.ticket), .count(delivery.epoch), .count(delivery.seq), .id(delivery.event),
        .word(delivery.kind), .word(delivery.state), .word(delivery.reason), .date(delivery.createdAt),
        .date(delivery.finishedAt), .count(delivery.attempts), .blob(delivery.wireBytes),
      ])
    let place = Place(epoch: delivery.epoch, seq: delivery.seq)
    if delivery.direction == .in, let end = nothingArrivedFrom[delivery.lane], end <= place {
      nothingArrivedFrom[delivery.lane] = place.next
    }
  }

  package func update(_ delivery: Delivery) throws {
    tellAfterCommit(.desk)
    try execute(
      DeliverySQL.update,
      [
        .id(delivery.id), .id(delivery.ticket), .id(delivery.event), .word(delivery.kind), .word(delivery.state),
        .word(delivery.reason), .date(delivery.finishedAt), .count(delivery.attempts), .blob(delivery.wireBytes),
      ])
  }

  package func wake(_ lane: LaneID) throws {
    try execute(LaneSQL.wake, lane.values)
    wakeAfterCommit(lane)
  }

  package func rewind(_ lane: LaneID, epoch: Int, from seq: Int) throws {
    let place = lane.values + [.count(epoch), .count(seq)]
    for (id, wire) in try rows(DeliverySQL.dropped, place, { (try $0.id(Delivery.self), $0.bytes()) }) {
      let tombstone = try Envelope(wireBytes: wire).tombstone
      try execute(DeliverySQL.bury, [.id(id), .blob(try tombstone.wireBytes())])
    }
    if try written(by: LaneSQL.takeBack, lane.values) > 0 { wakeAfterCommit(lane) }
    if try written(by: DeliverySQL.rewind, place) > 0 { try wake(lane) }
  }

  package func begin(epoch: Int, restoredAt: Date) throws {
    tellAfterCommit(.desk)
    try execute(EpochSQL.desk, [.date(restoredAt)])
    try execute(EpochSQL.handoffs, [.count(epoch)])
    try execute(EpochSQL.partnerships, [.count(epoch)])
    settings = KnownSettings()
    (readHandoffs, absentHandoffs, ticketsWithHandoffs) = ([:], [], [])
  }

  package func cancelUnsent(of lane: LaneID, at now: Date) throws {
    try execute(DeliverySQL.cancelUnsent, lane.values + [.date(now)])
    try execute(LaneSQL.rest, lane.values)
  }

  package func setHeld(_ isHeld: Bool, handoffsOf partnership: PartnershipID) throws {
    try execute(PartnershipSQL.hold, [.id(partnership), .flag(isHeld)])
    try execute(LaneSQL.hold, [.id(partnership), .flag(isHeld)])
    guard !isHeld else { return }
    for lane in try rows(LaneSQL.scheduled, [.id(partnership)], LaneID.init) { wakeAfterCommit(lane) }
  }

  package func setOutsideHeld(_ isHeld: Bool) throws {
    try execute(LaneSQL.holdOutside, [.flag(isHeld)])
    guard !isHeld else { return }
    for lane in try rows(LaneSQL.scheduledOutside, [], LaneID.init) { wakeAfterCommit(lane) }
  }
}
