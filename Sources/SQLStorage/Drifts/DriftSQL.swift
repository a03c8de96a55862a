enum DriftSQL {
  static let comparison = Statement(
    "SELECT at, next_at, swept_to FROM comparisons WHERE tenant_id = ?1 AND partnership_id = ?2")

  static let putComparison = Statement(
    """
    INSERT INTO comparisons (tenant_id, partnership_id, at, next_at, swept_to) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, partnership_id) DO UPDATE SET
      at = excluded.at, next_at = excluded.next_at, swept_to = excluded.swept_to
    """)

  static let drifted = Statement(
    "SELECT handoff_id FROM drifts WHERE tenant_id = ?1 AND partnership_id = ?2 ORDER BY handoff_id LIMIT ?3")

  static let hasDrifted = Statement(
    "SELECT found_at FROM drifts WHERE tenant_id = ?1 AND partnership_id = ?2 AND handoff_id = ?3")

  static let note = Statement(
    """
    INSERT INTO drifts (tenant_id, partnership_id, handoff_id, found_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (tenant_id, partnership_id, handoff_id) DO NOTHING
    """)

  static let forget = Statement(
    "DELETE FROM drifts WHERE tenant_id = ?1 AND partnership_id = ?2 AND handoff_id = ?3")

  static let openHandoffs = Statement(
    """
    SELECT id FROM handoffs
    WHERE tenant_id = ?1 AND partnership_id = ?2 AND state IN ('offered', 'accepted', 'completed') AND id > ?3
    ORDER BY id LIMIT ?4
    """)

  /// An id tells when it was made, so that what is older is not looked at.
  static let changedHandoffs = Statement(
    """
    SELECT DISTINCT lane_id FROM deliveries
    WHERE tenant_id = ?1 AND partnership_id = ?2 AND id >= ?3 AND lane_kind = 'handoff' AND lane_id > ?4
    ORDER BY lane_id LIMIT ?5
    """)

  /// The condition on the state is, word for word, that of the index over open deliveries.
  static let firstUnsettled = Statement(
    """
    SELECT epoch, seq FROM deliveries
    WHERE tenant_id = ?1 AND direction = 'out' AND lane_kind = ?2 AND lane_id = ?3 AND state IN ('waiting', 'parked')
    ORDER BY epoch, seq LIMIT 1
    """)

  static let all = [
    comparison, putComparison, drifted, hasDrifted, note, forget, openHandoffs, changedHandoffs, firstUnsettled,
  ]
}
