package import Federation
package import Foundation
package import Storage
import Ticketing

/// What the relay does with a lane: claim it, and say what became of its messages.
extension SQLTransaction {
  package func claim(_ lane: LaneID, limit: Int, now: Date, until: Date) throws -> LaneClaim? {
    let claimed = try first(LaneSQL.claim, lane.values + [.date(now), .date(until), .count(environment.node())]) {
      (fence: $0.count(), failures: $0.count(), stumbles: $0.count())
    }
    guard let claimed else { return nil }
    let waiting = try waiting(on: lane, limit: limit)
    return LaneClaim(
      key: LaneKey(tenant: tenant, lane: lane), fence: claimed.fence, until: until, failures: claimed.failures,
      stumbles: claimed.stumbles, waiting: waiting,
      route: try waiting.first.flatMap { try route(over: $0.partnership) })
  }

  package func release(_ lane: LaneID, claimedUntil end: Date, fence: Int?) throws {
    let freed = try first(LaneSQL.release, lane.values + [.date(end), .count(fence)]) { $0.count() }
    if freed != nil { wakeAfterCommit(lane) }
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the lane since.
  package func report(_ report: LaneReport, for claim: LaneClaim, now: Date) throws -> Bool {
    let lane = claim.key.lane
    let held = try first(LaneSQL.fence, lane.values) { (fence: $0.count(), failures: $0.count()) }
    guard let held, held.fence == claim.fence else { return false }
    for attempt in report.attempts { try add(attempt) }
    for id in report.done { try execute(DeliverySQL.finish, [.id(id), .date(now)]) }
    if let parked = report.parked {
      tellAfterCommit(.desk)
      try execute(DeliverySQL.park, [.id(parked), .word(report.parkReason ?? .spent)])
    }
    if let from = report.resendFrom { try rewind(lane, epoch: from.epoch, from: from.seq) }

    let head = try first(LaneSQL.head, lane.values) {
      (id: try $0.id(Delivery.self), state: try $0.word(Delivery.State.self))
    }
    let retryAt = report.retryAt(ofHead: head?.id)
    let ready = head?.state == .waiting ? retryAt ?? now : nil
    let before = report.done.isEmpty && report.parked == nil ? held.failures : 0
    try execute(LaneSQL.giveBack, lane.values + [.date(ready), .count(retryAt == nil ? 0 : before + 1)])
    if let ready, ready <= now { wakeAfterCommit(lane) }
    return true
  }

  private func add(_ attempt: Attempt) throws {
    try execute(
      DeliverySQL.addAttempt,
      [
        .id(attempt.delivery), .count(attempt.number), .date(attempt.at), .text(attempt.outcome),
        .text(attempt.excerpt), try .json(maybe: attempt.cause),
      ])
    try execute(DeliverySQL.countAttempt, [.id(attempt.delivery), .count(attempt.number)])
  }
}
