import Storage

enum ReceivedMailSQL {
  private static let columns = """
    m.id, m.door, m.sender, m.recipient, m.mailbox, m.validity, m.uid, m.received_at, m.message_id, m.identity, m.hash,
      m.bytes, m.next_at, m.state, m.kind, m.reason, m.author, m.subject, m.ticket_id, m.comment_id, m.tries,
      m.is_wanted, m.finished_at
    """

  static let mail = Statement("SELECT \(columns) FROM received_mails m WHERE m.tenant_id = ?1 AND m.id = ?2")

  static let same = Statement(
    """
    SELECT \(columns) FROM received_mails m WHERE m.tenant_id = ?1 AND m.identity = ?2 AND m.received_at >= ?3
    ORDER BY m.received_at DESC LIMIT 1
    """)

  static let renumbered = Statement(
    """
    SELECT \(columns) FROM received_mails m
    WHERE m.tenant_id = ?1 AND m.hash = ?2 AND m.mailbox = ?3 AND m.validity <> ?4 ORDER BY m.id LIMIT 1
    """)

  static let mails = Statement(
    "SELECT \(columns) FROM received_mails m WHERE m.tenant_id = ?1 AND m.id < ?2 ORDER BY m.id DESC LIMIT ?3")

  static let mailsInState = Statement(
    """
    SELECT \(columns) FROM received_mails m WHERE m.tenant_id = ?1 AND m.id < ?2 AND m.state = ?4
    ORDER BY m.id DESC LIMIT ?3
    """)

  static let ofTicket = Statement(
    "SELECT \(columns) FROM received_mails m WHERE m.tenant_id = ?1 AND m.ticket_id = ?2 ORDER BY m.id DESC LIMIT 1000")

  static let insert = Statement(
    """
    INSERT INTO received_mails (
      tenant_id, id, door, sender, recipient, mailbox, validity, uid, received_at, message_id, identity, hash, bytes,
      next_at, state, kind, reason, author, subject, ticket_id, comment_id, tries, is_wanted, finished_at, lease_until,
      fence)
    VALUES (
      ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
      NULL, 0)
    """)

  private static let changes = """
    next_at = ?3, state = ?4, kind = ?5, reason = ?6, author = ?7, subject = ?8, ticket_id = ?9, comment_id = ?10,
      tries = ?11, is_wanted = ?12, finished_at = ?13
    """

  static let change = Statement("UPDATE received_mails SET \(changes) WHERE tenant_id = ?1 AND id = ?2")

  static let settle = Statement(
    """
    UPDATE received_mails SET \(changes), lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND id = ?2 AND fence = ?14 AND state = 'waiting'
    """)

  /// That a mail's time has come, and that nobody files it; the clock may have been put back (`QueueTimes`).
  static func isFree(at now: String) -> String {
    """
    (next_at <= \(now) OR next_at > \(now) + \(QueueTimes.receivedMails.longestWait))
      AND (lease_until IS NULL OR lease_until <= \(now)
        OR lease_until > \(now) + \(QueueTimes.receivedMails.longestLease))
    """
  }

  static let claim = Statement(
    """
    UPDATE received_mails SET fence = fence + 1, tries = tries + 1, lease_until = ?4, holder = ?5
    WHERE tenant_id = ?1 AND id = ?2 AND state = 'waiting' AND \(isFree(at: "?3"))
    RETURNING fence
    """)

  static let all = [mail, same, renumbered, mails, mailsInState, ofTicket, insert, change, settle, claim]
}

/// What is seen of all tenants' received mails at once: keys and times, no words.
enum IntakeQueueSQL {
  /// Each tenant's mails in turn, so that one with thousands does not keep another waiting.
  static let ready = Statement(
    """
    SELECT ranked.tenant_id, ranked.id FROM (
      SELECT tenant_id, id, next_at, row_number() OVER (PARTITION BY tenant_id ORDER BY next_at, id) AS turn
      FROM received_mails WHERE state = 'waiting' AND \(ReceivedMailSQL.isFree(at: "?1"))
    ) AS ranked
    WHERE ranked.turn <= ?2 ORDER BY ranked.turn, ranked.next_at, ranked.tenant_id LIMIT ?2
    """, scope: .hub)

  static let next = Statement(
    "SELECT min(next_at) FROM received_mails WHERE state = 'waiting' AND next_at > ?1", scope: .hub)

  /// A mail whose claimant died is ready again when its lease ends.
  static let nextLeaseEnd = Statement(
    "SELECT min(lease_until) FROM received_mails WHERE state = 'waiting' AND next_at <= ?1 AND lease_until > ?1",
    scope: .hub)

  /// For an engine that knows that no claimant of an earlier run lives any more.
  static let releaseLeases = Statement(
    "UPDATE received_mails SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  static let all = [ready, next, nextLeaseEnd, releaseLeases]
}
