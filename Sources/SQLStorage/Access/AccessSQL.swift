enum AccessSQL {
  static let token = Statement(
    """
    SELECT id, agent_id, label, secret_hash, created_at, expires_at, revoked_at FROM tokens
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let tokenBySecret = Statement(
    """
    SELECT id, agent_id, label, secret_hash, created_at, expires_at, revoked_at FROM tokens
    WHERE tenant_id = ?1 AND secret_hash = ?2
    """)

  static let tokens = Statement(
    """
    SELECT id, agent_id, label, secret_hash, created_at, expires_at, revoked_at FROM tokens
    WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
    """)

  static let openTokens = Statement(
    """
    SELECT id, agent_id, label, secret_hash, created_at, expires_at, revoked_at FROM tokens
    WHERE tenant_id = ?1 AND agent_id = ?2 AND revoked_at IS NULL ORDER BY id DESC LIMIT 200
    """)

  static let putToken = Statement(
    """
    INSERT INTO tokens (tenant_id, id, agent_id, label, secret_hash, created_at, expires_at, revoked_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (tenant_id, id) DO UPDATE SET revoked_at = excluded.revoked_at
    """)

  static let audit = Statement(
    """
    SELECT seq, at, source, agent_id, action, subject, detail, address FROM audit
    WHERE tenant_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3
    """)

  static let appendAudit = Statement(
    """
    INSERT INTO audit (tenant_id, seq, at, source, agent_id, action, subject, detail, address)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    """)

  static let keptAnswer = Statement(
    """
    SELECT request_hash, status, headers, body, at FROM kept_answers
    WHERE tenant_id = ?1 AND agent_id = ?2 AND route = ?3 AND key = ?4 AND at > ?5
    """)

  static let keepAnswer = Statement(
    """
    INSERT INTO kept_answers (tenant_id, agent_id, route, key, request_hash, status, headers, body, at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (tenant_id, agent_id, route, key) DO UPDATE SET
      request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers, body = excluded.body,
      at = excluded.at
    """)

  /// A few at a time, whenever a new one is kept, so that the table stays as large as a day is long.
  static let forgetAnswers = Statement(
    """
    DELETE FROM kept_answers
    WHERE tenant_id = ?1 AND (agent_id, route, key) IN (
      SELECT k.agent_id, k.route, k.key FROM kept_answers k
      WHERE k.tenant_id = ?1 AND k.at <= ?2 ORDER BY k.at LIMIT ?3)
    """)

  static let all = [
    token, tokenBySecret, tokens, openTokens, putToken, audit, appendAudit, keptAnswer, keepAnswer, forgetAnswers,
  ]
}
