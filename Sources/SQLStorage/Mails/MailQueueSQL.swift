/// What is seen of all tenants' mails at once: keys and times, no words.
enum MailQueueSQL {
  /// Each tenant's mails in turn, so that one with thousands does not keep another waiting.
  static let ready = Statement(
    """
    SELECT ranked.tenant_id, ranked.id FROM (
      SELECT tenant_id, id, next_at, row_number() OVER (PARTITION BY tenant_id ORDER BY next_at, id) AS turn
      FROM mails WHERE state = 'waiting' AND \(MailSQL.isFree(at: "?1"))
    ) AS ranked
    WHERE ranked.turn <= ?2 ORDER BY ranked.turn, ranked.next_at, ranked.tenant_id LIMIT ?2
    """, scope: .hub)

  static let next = Statement(
    "SELECT min(next_at) FROM mails WHERE state = 'waiting' AND next_at > ?1", scope: .hub)

  /// A mail whose claimant died is ready again when its lease ends.
  static let nextLeaseEnd = Statement(
    "SELECT min(lease_until) FROM mails WHERE state = 'waiting' AND next_at <= ?1 AND lease_until > ?1", scope: .hub)

  /// For an engine that knows that no claimant of an earlier run lives any more.
  static let releaseLeases = Statement(
    "UPDATE mails SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  static let all = [ready, next, nextLeaseEnd, releaseLeases]
}
