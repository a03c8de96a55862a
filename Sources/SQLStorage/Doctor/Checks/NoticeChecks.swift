import Federation
import Foundation
import Storage

/// What people are told.
enum NoticeChecks {
  static let all = [unseen, withheld, bounced] + MailTable.all.flatMap { checks(of: $0.name) }

  private static let unseen = StatementCheck(
    .noticeUnseen, .notice, of: "n", "FROM notices n WHERE n.is_shown = 0 AND n.mail_id IS NULL")

  private static let withheld = StatementCheck(
    .mailState, .mail, of: "m", "FROM requester_mails m WHERE m.withheld IS NOT NULL AND m.state <> 'cancelled'")

  private static let bounced = StatementCheck(
    .mailState, .mail, of: "m", "FROM requester_mails m WHERE (m.bounced_at IS NULL) <> (m.bounce IS NULL)")

  private static func checks(of table: String) -> [StatementCheck] {
    [
      // Nothing can be done about a mail of last week any more; what it told is on the page.
      StatementCheck(
        .parkedMail, .mail, of: "m", "FROM \(table) m WHERE m.state = 'parked' AND m.finished_at > ?1",
        bound: { [$0.before(7 * 86_400)] }),
      StatementCheck(
        .mailState, .mail, of: "m", "FROM \(table) m WHERE (m.state = 'waiting') <> (m.finished_at IS NULL)"),
      StatementCheck(
        .mailOverrun, .mail, of: "m",
        "FROM \(table) m WHERE m.state = 'waiting' AND m.attempts > \(RetryPolicy.mail.tries)"),
      StatementCheck(
        .leaseTooLong, .mail, of: "m", "FROM \(table) m WHERE m.state = 'waiting' AND m.lease_until > ?1",
        bound: { [$0.after(600)] }),
    ]
  }
}
