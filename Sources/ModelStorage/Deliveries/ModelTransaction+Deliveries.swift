package import Federation
package import Foundation
package import Storage
import Ticketing

extension ModelTransaction {
  package func enqueue(_ delivery: Delivery) throws {
    try insert(delivery)
    makeReady(delivery.lane, of: delivery.partnership, at: delivery.createdAt.milliseconds)
    wakeAfterCommit(delivery.lane)
  }

  package func insert(_ delivery: Delivery) throws {
    let place = DeliveryPlace(delivery)
    try refuse("deliveries.id", where: tables.deliveries[delivery.id] != nil)
    try refuse("deliveries.seq", where: tables.places[key: place] != nil)
    tables.places[key: place] = delivery.id
    keep(delivery)
  }

  package func update(_ delivery: Delivery) {
    tellAfterCommit(.desk)
    guard let kept = tables.deliveries[delivery.id] else { return }
    keep(kept.taking(delivery))
  }

  package func wake(_ lane: LaneID) {
    // The beginning of time is always past, whoever's clock says so.
    change(lane) { ($0.readyAt, $0.failures, $0.stumbles) = (0, 0, 0) }
    wakeAfterCommit(lane)
  }

  package func rewind(_ lane: LaneID, epoch: Int, from seq: Int) throws {
    let sent = deliveries(DeliveryPlace.onward(.out, of: lane, epoch: epoch, from: seq))
      .filter { $0.state == .done || $0.state == .dropped }
    for delivery in sent { keep(try delivery.again()) }
    takeBack(lane)
    if !sent.isEmpty { wake(lane) }
  }

  /// Whoever works on the lane has brought what is to be brought again: its report writes nothing, and nobody waits for it.
  private func takeBack(_ lane: LaneID) {
    guard tables.lanes[key: LaneRank(lane)]?.leaseUntil != nil else { return }
    change(lane) { row in
      row.leaseUntil = nil
      row.fence += 1
    }
    wakeAfterCommit(lane)
  }

  package func begin(epoch: Int, restoredAt: Date) {
    tellAfterCommit(.desk)
    tables.settings.change { settings in
      guard let record = settings.record else { return }
      settings.record = DeskRecord(
        tenant: record.tenant, federationID: record.federationID, passesThrough: record.passesThrough,
        language: record.language, idleLimit: record.idleLimit, secondStepSince: record.secondStepSince,
        restoredAt: Date(milliseconds: restoredAt.milliseconds))
    }
    for var handoff in tables.handoffs.rows.filter({ $0.lane.epoch < epoch }) {
      handoff.begin(epoch: epoch)
      tables.handoffs[handoff.id] = handoff
    }
    for var row in tables.partnerships.rows.filter({ $0.partnership.lane.epoch < epoch }) {
      guard row.partnership.phase == .joined || row.partnership.phase == .ended else { continue }
      row.partnership.begin(epoch: epoch)
      tables.partnerships[row.partnership.id] = row
    }
  }

  package func cancelUnsent(of lane: LaneID, at now: Date) {
    for var delivery in unsettled(on: lane).compactMap({ tables.deliveries[$0] })
    where ![.resync, .resynced, .remind].contains(delivery.kind) {
      delivery.state = .cancelled
      delivery.finishedAt = now
      keep(delivery)
    }
    change(lane) { ($0.readyAt, $0.failures) = (nil, 0) }
  }

  package func setHeld(_ isHeld: Bool, handoffsOf partnership: PartnershipID) {
    if var row = tables.partnerships[partnership] {
      row.holdsLanes = isHeld
      tables.partnerships[partnership] = row
    }
    let lanes = tables.lanes.rows.filter { $0.partnership == partnership && $0.lane.isOfHandoff }
    for row in lanes {
      change(row.lane) { $0.isHeld = isHeld }
      if !isHeld, row.readyAt != nil { wakeAfterCommit(row.lane) }
    }
  }

  package func setOutsideHeld(_ isHeld: Bool) {
    for row in tables.lanes.rows.filter({ $0.lane.isOutside }) {
      change(row.lane) { $0.isHeld = isHeld }
      if !isHeld, row.readyAt != nil { wakeAfterCommit(row.lane) }
    }
  }

  /// A lane that failed keeps its time: more messages are no reason to hurry.
  private func makeReady(_ lane: LaneID, of partnership: PartnershipID, at time: Int64) {
    guard tables.lanes[key: LaneRank(lane)] != nil else {
      let isHeld =
        lane.isOfHandoff && tables.partnerships[partnership]?.holdsLanes ?? false
        || lane.isOutside && tables.standIn.value?.isPaused ?? false
      tables.lanes[key: LaneRank(lane)] = LaneRow(
        lane: lane, partnership: partnership, readyAt: time, isHeld: isHeld)
      return
    }
    change(lane) { row in
      guard let readyAt = row.readyAt else { return row.readyAt = time }
      if row.failures == 0 { row.readyAt = min(readyAt, time) }
    }
  }

  /// Writes a delivery that has its place.
  func keep(_ delivery: Delivery) {
    let place = DeliveryPlace(delivery)
    tables.deliveries[delivery.id] = delivery
    tables.unsettled[key: place] = delivery.direction == .out && delivery.isUnsettled ? delivery.id : nil
  }

  func change(_ lane: LaneID, _ body: (inout LaneRow) -> Void) {
    let rank = LaneRank(lane)
    guard var row = tables.lanes[key: rank] else { return }
    body(&row)
    tables.lanes[key: rank] = row
  }
}

extension LaneID {
  var isOutside: Bool {
    switch self {
    case .outside: true
    case .handoff, .partnership: false
    }
  }

  fileprivate var isOfHandoff: Bool {
    switch self {
    case .handoff: true
    case .partnership, .outside: false
    }
  }
}
