import Foundation
import Storage
import Ticketing

/// What waits to be mailed, over all desks.
extension ModelState {
  func readyMails(now: Date, limit: Int) -> [MailKey] {
    let now = now.milliseconds
    let waiting = desks.indices.map { desks[$0].mails.ready(at: now, of: ids[$0]) }
    return Waiting.inTurn(waiting, limit: limit).map { MailKey(tenant: $0.tenant, mail: $0.key) }
  }

  func nextMail(after now: Date) -> Date? {
    let now = now.milliseconds
    let times = desks.indices.compactMap { desks[$0].mails.rows.compactMap { $0.readyLater(than: now) }.min() }
    return times.min().map { Date(milliseconds: $0) }
  }
}

extension Table<Rank<OutgoingMail>, MailRow> {
  /// The longest waiting first.
  fileprivate func ready(at now: Int64, of tenant: TenantID) -> [Waiting<MailID>] {
    rows.filter { $0.isReady(at: now) }
      .map { Waiting(tenant: tenant, time: $0.mail.nextAt.milliseconds, key: $0.mail.id) }
      .sorted { ($0.time, $0.key) < ($1.time, $1.key) }
  }
}
