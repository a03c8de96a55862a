enum SettingsSQL {
  static let tenant = Statement(
    """
    SELECT ordinal, slug, name, federation_id, tenant_key, passes_through, created_at, language, idle_minutes,
      second_step_since, restored_at, stands_in, has_webhooks, reopen_days
    FROM tenants WHERE tenant_id = ?1
    """)

  static let updateTenant = Statement(
    """
    UPDATE tenants SET name = ?2, federation_id = ?3, passes_through = ?4, language = ?5, idle_minutes = ?6,
      second_step_since = ?7, reopen_days = ?8
    WHERE tenant_id = ?1
    """)

  static let statuses = Statement(
    "SELECT id, name, category, position FROM statuses WHERE tenant_id = ?1 ORDER BY position, id")

  static let putStatus = Statement(
    """
    INSERT INTO statuses (tenant_id, id, name, category, position) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, position = excluded.position
    """)

  static let removeStatus = Statement("DELETE FROM statuses WHERE tenant_id = ?1 AND id = ?2")

  static let ticketCount = Statement("SELECT count(*) FROM tickets WHERE tenant_id = ?1 AND status_id = ?2")

  static let fields = Statement("SELECT id, key, name, kind, allowed FROM fields WHERE tenant_id = ?1 ORDER BY id")

  static let putField = Statement(
    """
    INSERT INTO fields (tenant_id, id, key, name, kind, allowed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, allowed = excluded.allowed
    """)

  static let count = Statement(
    "UPDATE counters SET value = value + 1 WHERE tenant_id = ?1 AND name = ?2 RETURNING value")

  static let countOn = Statement("UPDATE counters SET value = value + 1 WHERE tenant_id = ?1 AND name = ?2")

  static let all = [
    tenant, updateTenant, statuses, putStatus, removeStatus, ticketCount, fields, putField, count, countOn,
  ]
}
