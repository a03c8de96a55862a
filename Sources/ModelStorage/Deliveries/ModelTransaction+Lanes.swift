import Federation
import Foundation
import Storage
import Ticketing

/// What the relay does with a lane: claim it, and say what became of its messages.
extension ModelTransaction {
  func claim(_ lane: LaneID, limit: Int, now: Date, until: Date) throws -> LaneClaim? {
    let rank = LaneRank(lane)
    guard var row = tables.lanes[key: rank], row.isReady(at: now.milliseconds) else { return nil }
    row.fence += 1
    if row.leaseUntil != nil { row.stumbles += 1 }
    row.leaseUntil = until.milliseconds
    tables.lanes[key: rank] = row
    let waiting = waiting(on: lane, limit: limit)
    return LaneClaim(
      key: LaneKey(tenant: tenant, lane: lane), fence: row.fence, until: until, failures: row.failures,
      stumbles: row.stumbles, waiting: waiting, route: try waiting.first.flatMap { try route(over: $0.partnership) })
  }

  func release(_ lane: LaneID, claimedUntil end: Date, fence: Int?) {
    guard let row = tables.lanes[key: LaneRank(lane)], row.leaseUntil == end.milliseconds,
      fence == nil || row.fence == fence
    else { return }
    change(lane) { $0.leaseUntil = nil }
    wakeAfterCommit(lane)
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the lane since.
  func report(_ report: LaneReport, for claim: LaneClaim, now: Date) throws -> Bool {
    let lane = claim.key.lane
    guard let held = tables.lanes[key: LaneRank(lane)], held.fence == claim.fence else { return false }
    for attempt in report.attempts { try add(attempt) }
    for id in report.done { finish(id, at: now) }
    if let parked = report.parked {
      tellAfterCommit(.desk)
      park(parked, report.parkReason ?? .spent)
    }
    if let from = report.resendFrom { try rewind(lane, epoch: from.epoch, from: from.seq) }

    let head = unsettled(on: lane).first.flatMap { tables.deliveries[$0] }
    let retryAt = report.retryAt(ofHead: head?.id)
    let ready = head?.state == .waiting ? retryAt ?? now : nil
    let before = report.done.isEmpty && report.parked == nil ? held.failures : 0
    change(lane) { row in
      row.leaseUntil = nil
      row.readyAt = ready?.milliseconds
      row.failures = retryAt == nil ? 0 : before + 1
      row.stumbles = 0
    }
    if let ready, ready <= now { wakeAfterCommit(lane) }
    return true
  }

  private func add(_ attempt: Attempt) throws {
    guard var delivery = tables.deliveries[attempt.delivery] else {
      throw StorageError.constraint("no such delivery")
    }
    let place = AttemptPlace(delivery: Rank(attempt.delivery), number: attempt.number)
    if tables.attempts[key: place] == nil { tables.attempts[key: place] = attempt }
    guard delivery.attempts < attempt.number else { return }
    delivery.attempts = attempt.number
    keep(delivery)
  }

  /// What was cancelled on its way and arrived all the same is done: the other desk has it.
  private func finish(_ id: DeliveryID, at now: Date) {
    guard var delivery = tables.deliveries[id], delivery.direction == .out,
      delivery.state == .waiting || delivery.state == .cancelled
    else { return }
    delivery.state = .done
    delivery.reason = nil
    delivery.finishedAt = now
    keep(delivery)
  }

  private func park(_ id: DeliveryID, _ reason: ParkReason) {
    guard var delivery = tables.deliveries[id], delivery.direction == .out, delivery.state == .waiting else { return }
    delivery.state = .parked
    delivery.reason = reason
    keep(delivery)
  }
}
