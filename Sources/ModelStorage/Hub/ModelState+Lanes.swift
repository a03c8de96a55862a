import Federation
import Foundation
import Storage
import Ticketing

/// What waits to be delivered, over all desks. Of a desk only the lanes are taken: to copy all of its tables counts a hundred
/// references.
extension ModelState {
  func readyLanes(now: Date, limit: Int) -> [LaneKey] {
    let now = now.milliseconds
    let waiting = desks.indices.map { desks[$0].lanes.ready(at: now, of: ids[$0]) }
    return Waiting.inTurn(waiting, limit: limit).map { LaneKey(tenant: $0.tenant, lane: $0.key) }
  }

  func nextReady(after now: Date) -> Date? {
    let now = now.milliseconds
    let times = desks.indices.compactMap { desks[$0].lanes.rows.compactMap { $0.readyLater(than: now) }.min() }
    return times.min().map { Date(milliseconds: $0) }
  }
}

extension Table<LaneRank, LaneRow> {
  /// The longest waiting first.
  fileprivate func ready(at now: Int64, of tenant: TenantID) -> [Waiting<LaneID>] {
    let ready = rows.filter { $0.isReady(at: now) }
    guard ready.count > 1 else { return ready.map { Waiting(tenant: tenant, time: $0.readyAt ?? 0, key: $0.lane) } }
    return ready.map { (row: $0, rank: LaneRank($0.lane), time: $0.readyAt ?? 0) }
      .sorted { ($0.time, $0.rank.id, $0.rank) < ($1.time, $1.rank.id, $1.rank) }
      .map { Waiting(tenant: tenant, time: $0.time, key: $0.row.lane) }
  }
}

extension DeskTables {
  mutating func releaseLeases() {
    for var row in lanes.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      lanes[key: LaneRank(row.lane)] = row
    }
    for var row in mails.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      mails[row.mail.id] = row
    }
    for var row in requesterMails.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      requesterMails[row.mail.id] = row
    }
    for var row in webhookMessages.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      webhookMessages[row.message.id] = row
    }
    for var row in receivedMails.rows.filter({ $0.leaseUntil != nil }) {
      row.leaseUntil = nil
      receivedMails[row.mail.id] = row
    }
    for var row in mailAccounts.rows.filter({ $0.fetch.leaseUntil != nil }) {
      row.fetch.leaseUntil = nil
      mailAccounts[row.account.id] = row
    }
    if poll.value?.leaseUntil != nil { poll.change { $0?.leaseUntil = nil } }
    keep()
  }
}
