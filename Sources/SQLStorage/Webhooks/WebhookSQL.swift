import Storage

enum WebhookSQL {
  private static let columns = """
    id, url, events, tells_internal, secrets, older_until, state, reason, failures, failing_since, rests_until, created_at
    """

  static let webhook = Statement("SELECT \(columns) FROM webhooks WHERE tenant_id = ?1 AND id = ?2")

  static let webhooks = Statement(
    "SELECT \(columns) FROM webhooks WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let audience = Statement(
    "SELECT id, events, tells_internal FROM webhooks WHERE tenant_id = ?1 ORDER BY id")

  static let put = Statement(
    """
    INSERT INTO webhooks (tenant_id, \(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      url = excluded.url, events = excluded.events, tells_internal = excluded.tells_internal,
      secrets = excluded.secrets, older_until = excluded.older_until, state = excluded.state,
      reason = excluded.reason, failures = excluded.failures, failing_since = excluded.failing_since,
      rests_until = excluded.rests_until
    """)

  /// So that nobody looks for webhooks at a desk that has none.
  static let note = Statement(
    """
    UPDATE tenants SET has_webhooks =
      CASE WHEN EXISTS (SELECT 1 FROM webhooks WHERE webhooks.tenant_id = ?1) THEN 1 ELSE 0 END
    WHERE tenant_id = ?1
    """)

  static let standing = Statement(
    """
    SELECT state, reason, failures, failing_since, rests_until FROM webhooks
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let putStanding = Statement(
    """
    UPDATE webhooks SET state = ?3, reason = ?4, failures = ?5, failing_since = ?6, rests_until = ?7
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let remove = Statement("DELETE FROM webhooks WHERE tenant_id = ?1 AND id = ?2")

  static let all = [webhook, webhooks, audience, put, note, standing, putStanding, remove]
}
