enum SessionSQL {
  static let bySecret = Statement(
    """
    SELECT id, agent_id, secret_hash, created_at, seen_at, confirmed_at, ended_at FROM sessions
    WHERE tenant_id = ?1 AND secret_hash = ?2
    """)

  static let one = Statement(
    """
    SELECT id, agent_id, secret_hash, created_at, seen_at, confirmed_at, ended_at FROM sessions
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let open = Statement(
    """
    SELECT id, agent_id, secret_hash, created_at, seen_at, confirmed_at, ended_at FROM sessions
    WHERE tenant_id = ?1 AND agent_id = ?2 AND ended_at IS NULL ORDER BY id DESC LIMIT 200
    """)

  static let put = Statement(
    """
    INSERT INTO sessions (tenant_id, id, agent_id, secret_hash, created_at, seen_at, confirmed_at, ended_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      seen_at = excluded.seen_at, confirmed_at = excluded.confirmed_at, ended_at = excluded.ended_at
    """)

  static let end = Statement(
    """
    UPDATE sessions SET ended_at = ?4
    WHERE tenant_id = ?1 AND agent_id = ?2 AND ended_at IS NULL AND id <> ?3
    """)

  /// A few at a time, whenever somebody signs in, so that the table stays as large as the desk is busy.
  static let forget = Statement(
    """
    DELETE FROM sessions
    WHERE tenant_id = ?1 AND id IN (
      SELECT s.id FROM sessions s WHERE s.tenant_id = ?1 AND s.seen_at <= ?2 ORDER BY s.seen_at LIMIT ?3)
    """)

  static let welcome = Statement(
    "SELECT agent_id, secret_hash, expires_at FROM welcomes WHERE tenant_id = ?1 AND secret_hash = ?2")

  static let putWelcome = Statement(
    """
    INSERT INTO welcomes (tenant_id, agent_id, secret_hash, expires_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (tenant_id, agent_id) DO UPDATE SET
      secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
    """)

  static let removeWelcome = Statement("DELETE FROM welcomes WHERE tenant_id = ?1 AND agent_id = ?2")

  static let all = [bySecret, one, open, put, end, forget, welcome, putWelcome, removeWelcome]
}
