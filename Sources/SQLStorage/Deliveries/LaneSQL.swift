import Storage

enum LaneSQL {
  /// A lane that failed keeps its time: more messages are no reason to hurry.
  static let makeReady = Statement(
    """
    INSERT INTO lanes (
      tenant_id, lane_kind, lane_id, partnership_id, ready_at, lease_until, fence, failures, is_held)
    VALUES (
      ?1, ?2, ?3, ?4, ?5, NULL, 0, 0,
      CASE WHEN ?2 = 'handoff'
        THEN coalesce((SELECT p.holds_lanes FROM partnerships p WHERE p.tenant_id = ?1 AND p.id = ?4), 0)
        WHEN ?2 = 'outside'
        THEN coalesce((SELECT s.is_paused FROM stand_ins s WHERE s.tenant_id = ?1), 0)
        ELSE 0 END)
    ON CONFLICT (tenant_id, lane_kind, lane_id) DO UPDATE SET ready_at =
      CASE
        WHEN lanes.ready_at IS NULL THEN excluded.ready_at
        WHEN lanes.failures > 0 OR lanes.ready_at < excluded.ready_at THEN lanes.ready_at
        ELSE excluded.ready_at
      END
    """)

  /// The beginning of time is always past, whoever's clock says so.
  static let wake = Statement(
    """
    UPDATE lanes SET ready_at = 0, failures = 0, stumbles = 0 WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3
    """)

  /// Whoever works on the lane has brought what is to be brought again: its report writes nothing, and nobody waits for it.
  static let takeBack = Statement(
    """
    UPDATE lanes SET fence = fence + 1, lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3 AND lease_until IS NOT NULL
    """)

  static let rest = Statement(
    """
    UPDATE lanes SET ready_at = NULL, failures = 0, stumbles = 0 WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3
    """)

  static let hold = Statement(
    "UPDATE lanes SET is_held = ?3 WHERE tenant_id = ?1 AND partnership_id = ?2 AND lane_kind = 'handoff'")

  static let holdOutside = Statement("UPDATE lanes SET is_held = ?2 WHERE tenant_id = ?1 AND lane_kind = 'outside'")

  static let scheduledOutside = Statement(
    "SELECT lane_kind, lane_id FROM lanes WHERE tenant_id = ?1 AND lane_kind = 'outside' AND ready_at IS NOT NULL")

  static let scheduled = Statement(
    """
    SELECT lane_kind, lane_id FROM lanes
    WHERE tenant_id = ?1 AND partnership_id = ?2 AND lane_kind = 'handoff' AND ready_at IS NOT NULL
    """)

  /// That a lane's time has come, and that nobody works on it. The clock may have been put back since these were written
  /// (`QueueTimes`), and a message that has not failed waits for nothing.
  static func isFree(at now: String) -> String {
    """
    (ready_at <= \(now) OR (ready_at IS NOT NULL AND failures = 0) OR ready_at > \(now) + \(QueueTimes.lanes.longestWait)) AND is_held = 0
      AND (lease_until IS NULL OR lease_until <= \(now) OR lease_until > \(now) + \(QueueTimes.lanes.longestLease))
    """
  }

  /// A lease that ended by itself is that of a worker that was lost. A lane that somebody writes is left to whoever that
  /// commit wakes.
  static let claim = Statement(
    """
    UPDATE lanes SET fence = fence + 1, lease_until = ?5, holder = ?6,
      stumbles = CASE WHEN lease_until IS NULL THEN stumbles ELSE stumbles + 1 END
    WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = (
      SELECT lane_id FROM lanes
      WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3 AND \(isFree(at: "?4"))
      /* FOR UPDATE SKIP LOCKED */)
    RETURNING fence, failures, stumbles
    """)

  static let fence = Statement(
    """
    SELECT fence, failures FROM lanes WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3
    /* FOR UPDATE */
    """)

  static let giveBack = Statement(
    """
    UPDATE lanes SET lease_until = NULL, holder = NULL, ready_at = ?4, failures = ?5, stumbles = 0
    WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3
    """)

  static let release = Statement(
    """
    UPDATE lanes SET lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND lane_kind = ?2 AND lane_id = ?3 AND lease_until = ?4 AND fence = coalesce(?5, fence)
    RETURNING fence
    """)

  static let head = Statement(
    """
    SELECT id, state FROM deliveries
    WHERE tenant_id = ?1 AND direction = 'out' AND lane_kind = ?2 AND lane_id = ?3 AND state IN ('waiting', 'parked')
    ORDER BY epoch, seq LIMIT 1
    """)

  static let all = [
    makeReady, wake, takeBack, rest, hold, scheduled, holdOutside, scheduledOutside, claim, fence, giveBack, release,
    head,
  ]
}
