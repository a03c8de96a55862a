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

  func claim(_ mail: QueuedMail, now: Date, until: Date) -> MailClaim? {
    func claimed<Mail: PostedMail>(_ row: inout MailRow<Mail>?) -> MailClaim? {
      guard row?.isReady(at: now.milliseconds) == true else { return nil }
      row?.claim(until: until)
      return row.map {
        MailClaim(
          key: MailKey(tenant: tenant, mail: mail), fence: $0.fence, until: until, attempt: $0.mail.attempts)
      }
    }
    switch mail {
    case .notices(let id): return claimed(&tables.mails[id])
    case .requester(let id): return claimed(&tables.requesterMails[id])
    }
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the mail since.
  func report(_ report: MailReport, for claim: MailClaim, now: Date) -> Bool {
    func settled<Mail: PostedMail>(_ row: inout MailRow<Mail>?) -> Bool {
      guard row?.fence == claim.fence, row?.mail.state == .waiting else { return false }
      row?.settle(report, at: now)
      return true
    }
    switch claim.key.mail {
    case .notices(let id): return settled(&tables.mails[id])
    case .requester(let id):
      guard settled(&tables.requesterMails[id]) else { return false }
      tellOfMail(id)
      return true
    }
  }
}
