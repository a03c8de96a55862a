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

  static let all = [mail, newestReply, insert, forget]
}
