/// What is seen of all tenants at once: by the relay and the directory. No statement of a desk's own work is here.
enum HubSQL {
  static let createTenant = Statement(
    """
    INSERT INTO tenants (tenant_id, ordinal, slug, name, federation_id, tenant_key, passes_through, created_at, language,
      idle_minutes, second_step_since, stands_in)
    VALUES (?1, (SELECT coalesce(max(ordinal), 0) + 1 FROM tenants), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    """, scope: .hub)

  static let createCounter = Statement(
    "INSERT INTO counters (tenant_id, name, value) VALUES (?1, ?2, 0)", scope: .hub)

  static let tenantBySlug = Statement(
    "SELECT tenant_id, slug, name, created_at FROM tenants WHERE slug = ?1", scope: .hub)

  static let tenants = Statement(
    "SELECT tenant_id, slug, name, created_at FROM tenants WHERE stands_in = 0 ORDER BY tenant_id", scope: .hub)

  /// Each tenant's lanes in turn, so that one with thousands does not keep another waiting.
  static let readyLanes = Statement(
    """
    SELECT ranked.tenant_id, ranked.lane_kind, ranked.lane_id FROM (
      SELECT tenant_id, lane_kind, lane_id, ready_at,
        row_number() OVER (PARTITION BY tenant_id ORDER BY ready_at, lane_id) AS turn
      FROM lanes
      WHERE ready_at IS NOT NULL AND \(LaneSQL.isFree(at: "?1"))
    ) AS ranked
    WHERE ranked.turn <= ?2 ORDER BY ranked.turn, ranked.ready_at, ranked.tenant_id LIMIT ?2
    """, scope: .hub)

  static let nextReady = Statement(
    "SELECT min(ready_at) FROM lanes WHERE ready_at IS NOT NULL AND ready_at > ?1 AND is_held = 0", scope: .hub)

  /// A lane whose claimant died is ready again when its lease ends.
  static let nextLeaseEnd = Statement(
    """
    SELECT min(lease_until) FROM lanes
    WHERE ready_at IS NOT NULL AND ready_at <= ?1 AND is_held = 0 AND lease_until > ?1
    """, scope: .hub)

  /// For an engine that knows that no claimant of an earlier run lives any more.
  static let releaseLeases = Statement(
    "UPDATE lanes SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  /// The same where that run fell over something: whoever claims next learns that its forerunner was lost.
  static let endLeases = Statement(
    "UPDATE lanes SET lease_until = 0 WHERE lease_until IS NOT NULL", scope: .hub)

  static let dueConfirmations = Statement(
    """
    SELECT tenant_id, id FROM handoffs
    WHERE confirm_at IS NOT NULL AND state = 'completed' AND side = 'delegator' AND confirm_at <= ?1
      AND recovery IS NULL
    ORDER BY confirm_at LIMIT ?2
    """, scope: .hub)

  static let dueAnswers = Statement(
    """
    SELECT tenant_id, id FROM handoffs
    WHERE respond_by IS NOT NULL AND state = 'offered' AND is_overdue = 0 AND respond_by <= ?1
      AND recovery IS NULL
    ORDER BY respond_by LIMIT ?2
    """, scope: .hub)

  static let nextConfirmation = Statement(
    """
    SELECT min(confirm_at) FROM handoffs
    WHERE confirm_at IS NOT NULL AND state = 'completed' AND side = 'delegator' AND confirm_at > ?1
      AND recovery IS NULL
    """, scope: .hub)

  static let nextAnswer = Statement(
    """
    SELECT min(respond_by) FROM handoffs
    WHERE respond_by IS NOT NULL AND state = 'offered' AND is_overdue = 0 AND respond_by > ?1
      AND recovery IS NULL
    """, scope: .hub)

  static let countTenants = Statement("SELECT count(*) FROM tenants", scope: .hub)

  static let countTickets = Statement("SELECT CAST(sum(value) AS bigint) FROM counters WHERE name = ?1", scope: .hub)

  /// The condition is, word for word, that of the index over open deliveries.
  static let unsettled = Statement(
    """
    SELECT direction, state, count(*), min(created_at) FROM deliveries WHERE state IN ('waiting', 'parked')
    GROUP BY direction, state ORDER BY direction, state
    """, scope: .hub)

  static let dueResolutions = Statement(
    """
    SELECT tenant_id, id FROM handoffs
    WHERE resolve_by IS NOT NULL AND state IN ('offered', 'accepted') AND is_late = 0 AND resolve_by <= ?1
    ORDER BY resolve_by LIMIT ?2
    """, scope: .hub)

  static let nextResolution = Statement(
    """
    SELECT min(resolve_by) FROM handoffs
    WHERE resolve_by IS NOT NULL AND state IN ('offered', 'accepted') AND is_late = 0 AND resolve_by > ?1
    """, scope: .hub)

  static let duePolls = Statement(
    """
    SELECT tenant_id FROM polls
    WHERE next_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1 OR lease_until > ?2)
    ORDER BY next_at, tenant_id LIMIT ?3
    """, scope: .hub)

  static let standInsBehind = Statement(
    """
    SELECT c.tenant_id, c.id FROM connections c
    JOIN stand_ins s ON s.tenant_id = c.stand_in AND s.connection_id = c.id AND s.owner_id = c.tenant_id
    WHERE c.state <> 'founding' AND s.version < c.version LIMIT ?1
    """, scope: .hub)

  /// For an engine that knows that nobody asks any more who did so in an earlier run.
  static let releasePolls = Statement(
    "UPDATE polls SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  static let dueComparisons = Statement(
    """
    SELECT p.tenant_id, p.id FROM partnerships p
    LEFT JOIN comparisons c ON c.tenant_id = p.tenant_id AND c.partnership_id = p.id
    WHERE p.is_inviter = 1 AND p.phase = 'joined' AND p.peer_tenant_id IS NOT NULL
      AND (c.next_at IS NULL OR c.next_at <= ?1 OR c.next_at > ?2)
    ORDER BY coalesce(c.next_at, 0), p.tenant_id, p.id LIMIT ?3
    """, scope: .hub)

  static let all = [
    createTenant, createCounter, tenantBySlug, tenants, readyLanes, nextReady, nextLeaseEnd, releaseLeases, endLeases,
    dueConfirmations, dueAnswers, nextConfirmation, nextAnswer, dueResolutions, nextResolution,
    countTenants, countTickets, unsettled, duePolls, releasePolls, standInsBehind, dueComparisons,
  ]
}
