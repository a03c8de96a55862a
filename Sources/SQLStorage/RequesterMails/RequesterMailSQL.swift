enum RequesterMailSQL {
  private static let columns = """
    m.id, m.kind, m.ticket_id, m.place, m.requester_id, m.sender, m.recipient, m.comment_id, m.created_at, m.next_at,
    m.state, m.attempts, m.finished_at, m.reason, m.withheld, m.bounced_at, m.bounce
    """

  static let mail = Statement("SELECT \(columns) FROM requester_mails m WHERE m.tenant_id = ?1 AND m.id = ?2")

  static let atPlace = Statement(
    "SELECT \(columns) FROM requester_mails m WHERE m.tenant_id = ?1 AND m.ticket_id = ?2 AND m.place = ?3")

  static let last = Statement(
    """
    SELECT \(columns) FROM requester_mails m WHERE m.tenant_id = ?1 AND m.ticket_id = ?2
    ORDER BY m.place DESC LIMIT ?3
    """)

  static let insert = Statement(
    """
    INSERT INTO requester_mails (
      tenant_id, id, kind, ticket_id, place, requester_id, sender, recipient, recipient_folded, comment_id, created_at,
      next_at, state, attempts, finished_at, reason, withheld, bounced_at, bounce, lease_until, fence)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, NULL, 0)
    """)

  /// Whoever had claimed it has lost it.
  static let change = Statement(
    """
    UPDATE requester_mails SET next_at = ?3, state = ?4, attempts = ?5, finished_at = ?6, reason = ?7, withheld = ?8,
      bounced_at = ?9, bounce = ?10, lease_until = NULL, holder = NULL, fence = fence + 1
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let withhold = Statement(
    "UPDATE requester_mails SET withheld = ?4 WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'waiting'")

  static let automatic = Statement(
    """
    SELECT count(*) FROM requester_mails
    WHERE tenant_id = ?1 AND recipient_folded = ?2 AND created_at >= ?3 AND kind <> 'comment' AND lower(sender) = ?4
      AND withheld IS NULL
    """)

  static let acknowledgements = Statement(
    """
    SELECT count(*) FROM requester_mails
    WHERE tenant_id = ?1 AND created_at >= ?2 AND kind = 'acknowledgement' AND withheld IS NULL
    """)

  static let acknowledgementsTo = Statement(
    """
    SELECT count(*) FROM requester_mails
    WHERE tenant_id = ?1 AND recipient_folded = ?2 AND created_at >= ?3 AND kind <> 'comment'
      AND kind = 'acknowledgement' AND withheld IS NULL
    """)

  static let written = Statement(
    """
    SELECT 1 FROM requester_mails
    WHERE tenant_id = ?1 AND recipient_folded = ?2 AND kind = 'comment' AND state = 'sent' AND bounced_at IS NULL
    LIMIT 1
    """)

  static let withheld = Statement(
    """
    SELECT withheld, count(*) FROM requester_mails WHERE tenant_id = ?1 AND withheld IS NOT NULL AND created_at >= ?2
    GROUP BY withheld
    """)

  private static let suppressionColumns = "id, address, since, reason, mail_id"

  static let suppression = Statement(
    "SELECT \(suppressionColumns) FROM suppressed_addresses WHERE tenant_id = ?1 AND folded = ?2")

  static let suppressed = Statement(
    "SELECT \(suppressionColumns) FROM suppressed_addresses WHERE tenant_id = ?1 AND id = ?2")

  static let suppressions = Statement(
    "SELECT \(suppressionColumns) FROM suppressed_addresses WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let suppress = Statement(
    """
    INSERT INTO suppressed_addresses (tenant_id, \(suppressionColumns), folded)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (tenant_id, folded) DO NOTHING
    """)

  static let lift = Statement("DELETE FROM suppressed_addresses WHERE tenant_id = ?1 AND id = ?2")

  static let templates = Statement(
    """
    SELECT kind, language, subject, body, changed_at FROM mail_templates WHERE tenant_id = ?1 ORDER BY kind, language
    """)

  static let putTemplate = Statement(
    """
    INSERT INTO mail_templates (tenant_id, kind, language, subject, body, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant_id, kind, language)
    DO UPDATE SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at
    """)

  static let removeTemplate = Statement(
    "DELETE FROM mail_templates WHERE tenant_id = ?1 AND kind = ?2 AND language = ?3")

  static let all = [
    mail, atPlace, last, insert, change, withhold, automatic, acknowledgements, acknowledgementsTo, written,
    withheld, suppression, suppressed, suppressions, suppress, lift, templates, putTemplate, removeTemplate,
  ]
}
