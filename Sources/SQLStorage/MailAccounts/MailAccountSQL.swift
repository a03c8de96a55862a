enum MailAccountSQL {
  private static let columns = """
    id, address_id, host, port, security, user_name, password, folder, afterwards, moves_to, fetches_existing, state,
      created_at
    """

  static let account = Statement("SELECT \(columns) FROM mail_accounts WHERE tenant_id = ?1 AND id = ?2")

  static let accounts = Statement(
    "SELECT \(columns) FROM mail_accounts WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let atAddress = Statement(
    "SELECT id FROM mail_accounts WHERE tenant_id = ?1 AND address_id = ?2 LIMIT 1")

  /// One that is new has not been fetched, and is due.
  static let put = Statement(
    """
    INSERT INTO mail_accounts (tenant_id, \(columns), uid, next_at, fence, failures, troubles, passed_over)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0, ?14, 0, 0, 0, ?15)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      address_id = excluded.address_id, host = excluded.host, port = excluded.port, security = excluded.security,
      user_name = excluded.user_name, password = excluded.password, folder = excluded.folder,
      afterwards = excluded.afterwards, moves_to = excluded.moves_to, state = excluded.state
    """)

  static let fetch = Statement(
    """
    SELECT validity, uid, renumbered_below, next_at, lease_until, fence, failures, failing_since, reason, fetched_at,
      trouble_uid, troubles, passed_over
    FROM mail_accounts WHERE tenant_id = ?1 AND id = ?2
    """)

  static let putFetch = Statement(
    """
    UPDATE mail_accounts SET validity = ?3, uid = ?4, next_at = ?5, lease_until = ?6, fence = ?7, failures = ?8,
      failing_since = ?9, reason = ?10, fetched_at = ?11, trouble_uid = ?12, troubles = ?13, passed_over = ?14,
      holder = ?15, renumbered_below = ?16
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let remove = Statement("DELETE FROM mail_accounts WHERE tenant_id = ?1 AND id = ?2")

  static let all = [account, accounts, atAddress, put, fetch, putFetch, remove]
}

/// What is seen of all tenants' mail accounts at once: keys and times, no words.
enum MailAccountQueueSQL {
  static let due = Statement(
    """
    SELECT tenant_id, id FROM mail_accounts
    WHERE state = 'active' AND (next_at <= ?1 OR next_at > ?3)
      AND (lease_until IS NULL OR lease_until <= ?1 OR lease_until > ?2)
    ORDER BY next_at, tenant_id, id LIMIT ?4
    """, scope: .hub)

  /// For an engine that knows that nobody of an earlier run visits anything any more.
  static let releaseLeases = Statement(
    "UPDATE mail_accounts SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  static let all = [due, releaseLeases]
}
