enum NoticeSQL {
  private static let columns = """
    n.id, n.agent_id, n.kind, n.ticket_id, n.event_id, n.handoff_id, n.comment_id, n.actor_kind, n.actor_name,
    n.actor_desk, n.actor_agent, n.actor_role, n.actor_ref, n.at, n.is_shown, n.read_at, n.mail_id
    """

  static let shown = Statement(
    """
    SELECT \(columns) FROM notices n
    WHERE n.tenant_id = ?1 AND n.agent_id = ?2 AND n.is_shown = 1 AND (n.at, n.id) < (?3, ?4)
    ORDER BY n.at DESC, n.id DESC LIMIT ?5
    """)

  static let unread = Statement(
    """
    SELECT \(columns) FROM notices n
    WHERE n.tenant_id = ?1 AND n.agent_id = ?2 AND n.read_at IS NULL AND n.is_shown = 1 AND (n.at, n.id) < (?3, ?4)
    ORDER BY n.at DESC, n.id DESC LIMIT ?5
    """)

  static let unreadCount = Statement(
    "SELECT count(*) FROM notices WHERE tenant_id = ?1 AND agent_id = ?2 AND read_at IS NULL AND is_shown = 1")

  static let inMail = Statement(
    "SELECT \(columns) FROM notices n WHERE n.tenant_id = ?1 AND n.mail_id = ?2 ORDER BY n.at, n.id")

  static let insert = Statement(
    """
    INSERT INTO notices (
      tenant_id, id, agent_id, kind, ticket_id, event_id, handoff_id, comment_id, actor_kind, actor_name, actor_desk,
      actor_agent, actor_role, actor_ref, at, is_shown, read_at, mail_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
    ON CONFLICT (tenant_id, agent_id, ticket_id, event_id) DO NOTHING
    """)

  static let readAll = Statement(
    """
    UPDATE notices SET read_at = ?3 WHERE tenant_id = ?1 AND agent_id = ?2 AND read_at IS NULL AND is_shown = 1
    """)

  static let readOne = Statement(
    "UPDATE notices SET read_at = ?3 WHERE tenant_id = ?1 AND agent_id = ?2 AND read_at IS NULL AND id = ?4")

  static let readTicket = Statement(
    "UPDATE notices SET read_at = ?3 WHERE tenant_id = ?1 AND agent_id = ?2 AND read_at IS NULL AND ticket_id = ?4")

  static let forgetRead = Statement("DELETE FROM notices WHERE tenant_id = ?1 AND agent_id = ?2 AND read_at < ?3")

  static let forgetOld = Statement("DELETE FROM notices WHERE tenant_id = ?1 AND agent_id = ?2 AND at < ?3")

  static let settings = Statement(
    """
    SELECT language, hears_of_unassigned, choices FROM personal_settings WHERE tenant_id = ?1 AND agent_id = ?2
    """)

  static let putSettings = Statement(
    """
    INSERT INTO personal_settings (tenant_id, agent_id, language, hears_of_unassigned, choices)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, agent_id) DO UPDATE SET
      language = excluded.language, hears_of_unassigned = excluded.hears_of_unassigned, choices = excluded.choices
    """)

  private static let listening = """
    SELECT a.id, a.role, a.teams, s.hears_of_unassigned, s.choices FROM agents a
    LEFT JOIN personal_settings s ON s.tenant_id = ?1 AND s.agent_id = a.id
    """

  static let listener = Statement("\(listening) WHERE a.tenant_id = ?1 AND a.id = ?2 AND a.is_active = 1")

  static let listeners = Statement(
    "\(listening) WHERE a.tenant_id = ?1 AND a.is_active = 1 AND a.role <> 'light' ORDER BY a.id LIMIT ?2")

  static let all = [
    shown, unread, unreadCount, inMail, insert, readAll, readOne, readTicket, forgetRead, forgetOld, settings,
    putSettings, listener, listeners,
  ]
}
