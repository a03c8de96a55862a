enum SecondStepSQL {
  static let step = Statement(
    """
    SELECT agent_id, secret, begun_at, confirmed_at, last_step, recovery_hashes FROM second_steps
    WHERE tenant_id = ?1 AND agent_id = ?2
    """)

  static let put = Statement(
    """
    INSERT INTO second_steps (tenant_id, agent_id, secret, begun_at, confirmed_at, last_step, recovery_hashes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (tenant_id, agent_id) DO UPDATE SET
      secret = excluded.secret, begun_at = excluded.begun_at, confirmed_at = excluded.confirmed_at,
      last_step = excluded.last_step, recovery_hashes = excluded.recovery_hashes
    """)

  static let remove = Statement("DELETE FROM second_steps WHERE tenant_id = ?1 AND agent_id = ?2")

  static let half = Statement(
    "SELECT agent_id, secret_hash, expires_at FROM half_sign_ins WHERE tenant_id = ?1 AND secret_hash = ?2")

  static let putHalf = Statement(
    "INSERT INTO half_sign_ins (tenant_id, secret_hash, agent_id, expires_at) VALUES (?1, ?2, ?3, ?4)")

  static let removeHalf = Statement("DELETE FROM half_sign_ins WHERE tenant_id = ?1 AND secret_hash = ?2")

  /// A few at a time, whenever somebody signs in, so that the table stays as large as five minutes are long.
  static let forgetHalves = Statement(
    """
    DELETE FROM half_sign_ins
    WHERE tenant_id = ?1 AND secret_hash IN (
      SELECT h.secret_hash FROM half_sign_ins h WHERE h.tenant_id = ?1 AND h.expires_at <= ?2
      ORDER BY h.expires_at LIMIT ?3)
    """)

  static let all = [step, put, remove, half, putHalf, removeHalf, forgetHalves]
}
