import Foundation
import Storage
import Ticketing

/// What waits to be mailed, over all desks.
extension ModelState {
  func readyMails(now: Date, limit: Int) -> [MailKey] {
    let now = now.milliseconds
    let waiting = desks.map { $0.readyMails(at: now) }
    return Waiting.inTurn(waiting, limit: limit).map { MailKey(tenant: $0.tenant, mail: $0.key) }
  }

  func nextMail(after now: Date) -> Date? {
    let now = now.milliseconds
    let times = desks.flatMap { $0.mails.rows.compactMap { $0.readyLater(than: now) } }
    return times.min().map { Date(milliseconds: $0) }
  }
}

extension DeskTables {
  /// The longest waiting first.
  fileprivate func readyMails(at now: Int64) -> [Waiting<MailID>] {
    guard let tenant = settings.value.record?.tenant.id else { return [] }
    return mails.rows.filter { $0.isReady(at: now) }
      .map { Waiting(tenant: tenant, time: $0.mail.nextAt.milliseconds, key: $0.mail.id) }
      .sorted { ($0.time, $0.key) < ($1.time, $1.key) }
  }
}
