import Federation
import Foundation
import Storage

/// What people are told.
enum NoticeChecks {
  static let all = [unseen, parked, state, overrun, lease]

  private static let unseen = StatementCheck(
    .noticeUnseen, .notice, of: "n", "FROM notices n WHERE n.is_shown = 0 AND n.mail_id IS NULL")

  /// Nothing can be done about a mail of last week any more; its notice is on the page.
  private static let parked = StatementCheck(
    .parkedMail, .mail, of: "m", "FROM mails m WHERE m.state = 'parked' AND m.finished_at > ?1",
    bound: { [$0.before(7 * 86_400)] })

  private static let state = StatementCheck(
    .mailState, .mail, of: "m", "FROM mails m WHERE (m.state = 'waiting') <> (m.finished_at IS NULL)")

  private static let overrun = StatementCheck(
    .mailOverrun, .mail, of: "m",
    "FROM mails m WHERE m.state = 'waiting' AND m.attempts > \(RetryPolicy.mail.tries)")

  private static let lease = StatementCheck(
    .leaseTooLong, .mail, of: "m", "FROM mails m WHERE m.state = 'waiting' AND m.lease_until > ?1",
    bound: { [$0.after(600)] })
}
