/// What is seen of all tenants' mails at once: keys and times, no words.
enum MailQueueSQL {
  /// Each tenant's mails in turn, so that one with thousands does not keep another waiting.
  static let ready = Statement(
    """
    SELECT ranked.tenant_id, ranked.is_requesters, ranked.id FROM (
      SELECT tenant_id, is_requesters, id, next_at,
        row_number() OVER (PARTITION BY tenant_id ORDER BY next_at, id) AS turn
      FROM (
        SELECT tenant_id, 0 AS is_requesters, id, next_at
        FROM mails WHERE state = 'waiting' AND \(MailTable.isFree(at: "?1"))
        UNION ALL
        SELECT tenant_id, 1 AS is_requesters, id, next_at
        FROM requester_mails WHERE state = 'waiting' AND \(MailTable.isFree(at: "?1"))
      ) AS waiting
    ) AS ranked
    WHERE ranked.turn <= ?2 ORDER BY ranked.turn, ranked.next_at, ranked.tenant_id LIMIT ?2
    """, scope: .hub)

  static let next = MailTable.all.map { table in
    Statement("SELECT min(next_at) FROM \(table.name) WHERE state = 'waiting' AND next_at > ?1", scope: .hub)
  }

  /// A mail whose claimant died is ready again when its lease ends.
  static let nextLeaseEnd = MailTable.all.map { table in
    Statement(
      """
      SELECT min(lease_until) FROM \(table.name) WHERE state = 'waiting' AND next_at <= ?1 AND lease_until > ?1
      """, scope: .hub)
  }

  /// For an engine that knows that no claimant of an earlier run lives any more.
  static let releaseLeases = MailTable.all.map { table in
    Statement("UPDATE \(table.name) SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)
  }

  static let acknowledged = Statement(
    """
    SELECT count(*) FROM requester_mails
    WHERE kind = 'acknowledgement' AND created_at >= ?2 AND state = 'sent' AND finished_at >= ?1
    """, scope: .hub)

  static let withheld = Statement(
    "SELECT withheld, count(*) FROM requester_mails WHERE withheld IS NOT NULL AND created_at >= ?1 GROUP BY withheld",
    scope: .hub)

  static let all = [ready, acknowledged, withheld] + next + nextLeaseEnd + releaseLeases
}
