import Foundation
import Storage
import Ticketing

/// What waits to be mailed, over all desks.
extension ModelState {
  func readyMails(now: Date, limit: Int) -> [MailKey] {
    let now = now.milliseconds
    let waiting = desks.indices.map { desks[$0].readyMails(at: now, of: ids[$0]) }
    return Waiting.inTurn(waiting, limit: limit).map { MailKey(tenant: $0.tenant, mail: $0.key) }
  }

  func acknowledgementsSent(since: Date) -> Int {
    desks.reduce(0) { sum, desk in
      sum
        + desk.requesterMails.rows.count { row in
          let mail: RequesterMail = row.mail
          guard mail.kind == .acknowledgement, mail.state == .sent, let at = mail.finishedAt else { return false }
          return at.milliseconds >= since.milliseconds
        }
    }
  }

  func withheldMails(since: Date) -> [RequesterMail.Withholding: Int] {
    desks.reduce(into: [:]) { $0.merge($1.withheldMails(since: since), uniquingKeysWith: +) }
  }

  func nextMail(after now: Date) -> Date? {
    let now = now.milliseconds
    let times = desks.flatMap { desk in
      desk.mails.rows.compactMap { $0.readyLater(than: now) }
        + desk.requesterMails.rows.compactMap { $0.readyLater(than: now) }
    }
    return times.min().map { Date(milliseconds: $0) }
  }
}

extension DeskTables {
  func withheldMails(since: Date) -> [RequesterMail.Withholding: Int] {
    let late = requesterMails.rows.map(\.mail).filter { $0.createdAt.milliseconds >= since.milliseconds }
    return Dictionary(late.compactMap { mail in mail.withheld.map { ($0, 1) } }, uniquingKeysWith: +)
  }

  /// The longest waiting first.
  fileprivate func readyMails(at now: Int64, of tenant: TenantID) -> [Waiting<QueuedMail>] {
    let waiting: [QueuedMail: Int64] = Dictionary(
      uniqueKeysWithValues: mails.rows.filter { $0.isReady(at: now) }
        .map { (QueuedMail.notices($0.mail.id), $0.mail.nextAt.milliseconds) }
        + requesterMails.rows.filter { $0.isReady(at: now) }
        .map { (QueuedMail.requester($0.mail.id), $0.mail.nextAt.milliseconds) })
    return waiting.map { Waiting(tenant: tenant, time: $0.value, key: $0.key) }
      .sorted { ($0.time, $0.key.uuid) < ($1.time, $1.key.uuid) }
  }
}

extension QueuedMail {
  fileprivate var uuid: UUID {
    switch self {
    case .notices(let id): id.uuid
    case .requester(let id): id.uuid
    }
  }
}
