import Federation
import Foundation
import Storage
import Ticketing

/// What waits to be delivered, over all desks.
extension ModelState {
  func readyLanes(now: Date, limit: Int) -> [LaneKey] {
    let now = now.milliseconds
    let waiting = desks.map { $0.readyLanes(at: now) }
    return Waiting.inTurn(waiting, limit: limit).map { LaneKey(tenant: $0.tenant, lane: $0.key) }
  }

  func nextReady(after now: Date) -> Date? {
    let now = now.milliseconds
    let times = desks.flatMap { $0.lanes.rows.compactMap { $0.readyLater(than: now) } }
    return times.min().map { Date(milliseconds: $0) }
  }
}

extension DeskTables {
  /// The longest waiting first.
  fileprivate func readyLanes(at now: Int64) -> [Waiting<LaneID>] {
    guard let tenant = settings.value.record?.tenant.id else { return [] }
    return lanes.rows.filter { $0.isReady(at: now) }
      .map { (row: $0, rank: LaneRank($0.lane), time: $0.readyAt ?? 0) }
      .sorted { ($0.time, $0.rank) < ($1.time, $1.rank) }
      .map { Waiting(tenant: tenant, time: $0.time, key: $0.row.lane) }
  }

  mutating func releaseLeases() {
    for var row in lanes.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      lanes[key: LaneRank(row.lane)] = row
    }
    for var row in mails.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      mails[row.mail.id] = row
    }
    keep()
  }
}
