import Storage

enum MailSQL {
  private static let columns = """
    m.id, m.agent_id, m.kind, m.ticket_id, m.created_at, m.next_at, m.state, m.attempts, m.finished_at, m.reason
    """

  static let mail = Statement("SELECT \(columns) FROM mails m WHERE m.tenant_id = ?1 AND m.id = ?2")

  static let newestReply = Statement(
    """
    SELECT \(columns), m.fence FROM mails m
    WHERE m.tenant_id = ?1 AND m.agent_id = ?2 AND m.ticket_id = ?3 AND m.kind = 'reply'
    ORDER BY m.created_at DESC, m.id DESC LIMIT 1
    """)

  static let insert = Statement(
    """
    INSERT INTO mails (
      tenant_id, id, agent_id, kind, ticket_id, created_at, next_at, state, attempts, finished_at, reason, lease_until,
      fence)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, 0)
    """)

  static let forget = Statement("DELETE FROM mails WHERE tenant_id = ?1 AND finished_at < ?2")

  /// That a mail's time has come, and that nobody sends it; the clock may have been put back (`QueueTimes`).
  static func isFree(at now: String) -> String {
    """
    (next_at <= \(now) OR next_at > \(now) + \(QueueTimes.mails.longestWait))
      AND (lease_until IS NULL OR lease_until <= \(now) OR lease_until > \(now) + \(QueueTimes.mails.longestLease))
    """
  }

  static let claim = Statement(
    """
    UPDATE mails SET fence = fence + 1, attempts = attempts + 1, lease_until = ?4, holder = ?5
    WHERE tenant_id = ?1 AND id = ?2 AND state = 'waiting' AND \(isFree(at: "?3"))
    RETURNING fence, attempts
    """)

  static let finish = Statement(
    """
    UPDATE mails SET state = ?4, finished_at = ?5, reason = ?6, lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'waiting'
    """)

  static let postpone = Statement(
    """
    UPDATE mails SET next_at = ?4, reason = ?5, lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'waiting'
    """)

  static let all = [mail, newestReply, insert, forget, claim, finish, postpone]
}
