import Foundation
import Storage

/// What came in by mail, and where desks receive it.
enum ReceivedMailChecks {
  static let all = [parked, state, unplaced, overrun, lease, visit, twice, proof]

  private static let parked = StatementCheck(
    .parkedReceivedMail, .receivedMail, of: "m", "FROM received_mails m WHERE m.state = 'parked'")

  private static let state = StatementCheck(
    .receivedMailState, .receivedMail, of: "m",
    "FROM received_mails m WHERE (m.state = 'waiting') <> (m.finished_at IS NULL)")

  private static let unplaced = StatementCheck(
    .receivedMailState, .receivedMail, of: "m",
    "FROM received_mails m WHERE m.state = 'filed' AND m.ticket_id IS NULL")

  /// One that was begun with too often is parked by the next who claims it.
  private static let overrun = StatementCheck(
    .receivedMailOverrun, .receivedMail, of: "m",
    "FROM received_mails m WHERE m.state = 'waiting' AND m.tries > \(KeptMail.mostTries + 1)")

  private static let lease = StatementCheck(
    .leaseTooLong, .receivedMail, of: "m", "FROM received_mails m WHERE m.state = 'waiting' AND m.lease_until > ?1",
    bound: { [$0.after(600)] })

  private static let visit = StatementCheck(
    .leaseTooLong, .mailAccount, of: "m", "FROM mail_accounts m WHERE m.lease_until > ?1", bound: { [$0.after(300)] })

  private static let twice = StatementCheck(
    .addressTwice, .address, of: "a",
    """
    FROM desk_addresses a WHERE a.proven_at IS NOT NULL AND EXISTS (
      SELECT 1 FROM desk_addresses b
      WHERE b.folded = a.folded AND b.proven_at IS NOT NULL AND b.tenant_id <> a.tenant_id)
    """)

  private static let proof = StatementCheck(
    .addressProof, .address, of: "a",
    """
    FROM desk_addresses a
    WHERE (a.code IS NULL) <> (a.asked_at IS NULL) OR (a.code IS NOT NULL AND a.proven_at IS NOT NULL)
    """)
}
