import Foundation
package import Storage
import Ticketing

extension ModelTransaction {
  package func enqueue(_ mail: OutgoingMail) throws {
    let old = mail.createdAt.addingTimeInterval(-Double(OutgoingMail.daysKept) * 86_400).milliseconds
    let over = tables.mails.rows.filter { row in row.mail.finishedAt.map { $0.milliseconds < old } ?? false }
    for row in over { tables.mails[row.mail.id] = nil }
    try refuse("mails.id", where: tables.mails[mail.id] != nil)
    try require(agent(mail.agent) != nil, "agent")
    tables.mails[mail.id] = MailRow(mail: mail)
    ringAfterCommit()
  }

  func claim(_ mail: MailID, now: Date, until: Date) -> MailClaim? {
    guard var row = tables.mails[mail], row.isReady(at: now.milliseconds) else { return nil }
    row.fence += 1
    row.leaseUntil = until.milliseconds
    row.mail = row.mail.tried()
    tables.mails[mail] = row
    return MailClaim(
      key: MailKey(tenant: tenant, mail: mail), fence: row.fence, until: until, attempt: row.mail.attempts)
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the mail since.
  func report(_ report: MailReport, for claim: MailClaim, now: Date) -> Bool {
    guard var row = tables.mails[claim.key.mail], row.fence == claim.fence, row.mail.state == .waiting else {
      return false
    }
    row.mail =
      switch report {
      case .sent: row.mail.over(.sent, at: now)
      case .cancelled: row.mail.over(.cancelled, at: now)
      case .parked(let reason): row.mail.over(.parked, at: now, reason)
      case .failed(let reason, let again): row.mail.postponed(to: again, reason)
      }
    row.leaseUntil = nil
    tables.mails[claim.key.mail] = row
    return true
  }
}
