import Federation
import Foundation
import Storage

/// The counters of lanes against the messages that are kept, and what the relay does with a lane.
enum LaneChecks {
  static let all: [StatementCheck] =
    counters("handoffs", "handoff", .handoff) + counters("partnerships", "partnership", .partnership)
    + [holes, unscheduled, idle, lease, overrun]

  /// The counters of one kind of lane.
  private static func counters(_ table: String, _ kind: String, _ noun: Finding.Noun) -> [StatementCheck] {
    let newest = """
      SELECT max(d.seq) FROM deliveries d
      WHERE d.tenant_id = o.tenant_id AND d.lane_kind = '\(kind)' AND d.lane_id = o.id
      """
    let sent = "coalesce((\(newest) AND d.direction = 'out' AND d.epoch = o.lane_epoch), 0)"
    let kept = "coalesce((\(newest) AND d.direction = 'in' AND d.epoch = o.peer_epoch), 0)"
    return [
      StatementCheck(.sentBehind, noun, of: "o", "FROM \(table) o WHERE o.lane_sent < \(sent)"),
      StatementCheck(.sentAhead, noun, of: "o", "FROM \(table) o WHERE o.lane_sent > \(sent)"),
      StatementCheck(.appliedAhead, noun, of: "o", "FROM \(table) o WHERE o.peer_applied > \(kept)"),
      // The next one is here: it should have been applied with the one before.
      StatementCheck(
        .appliedBehind, noun, of: "o",
        """
        FROM \(table) o
        JOIN deliveries d ON d.tenant_id = o.tenant_id AND d.direction = 'in' AND d.lane_kind = '\(kind)'
          AND d.lane_id = o.id AND d.epoch = o.peer_epoch AND d.seq = o.peer_applied + 1
        WHERE d.state IN ('waiting', 'done', 'dropped', 'cancelled')
        """),
      StatementCheck(
        .epochAhead, noun, of: "o",
        """
        FROM \(table) o
        WHERE EXISTS (
          SELECT 1 FROM deliveries d
          WHERE d.tenant_id = o.tenant_id AND d.direction = 'out' AND d.lane_kind = '\(kind)' AND d.lane_id = o.id
            AND d.epoch > o.lane_epoch)
        """),
    ]
  }

  /// Everything sent is kept, so that it can be sent again: the numbers of an epoch run from 1 without a gap.
  private static let holes = StatementCheck(
    .laneHole, .lane, of: "d", id: "lane_id",
    """
    FROM deliveries d WHERE d.direction = 'out'
    GROUP BY d.tenant_id, d.lane_kind, d.lane_id, d.epoch HAVING count(*) <> max(d.seq) OR min(d.seq) <> 1
    """)

  /// What waits behind nothing that is parked has its lane scheduled, in the same commit.
  private static let unscheduled = StatementCheck(
    .laneUnscheduled, .delivery, of: "d",
    """
    FROM deliveries d
    LEFT JOIN lanes l ON l.tenant_id = d.tenant_id AND l.lane_kind = d.lane_kind AND l.lane_id = d.lane_id
    WHERE d.state = 'waiting' AND d.direction = 'out' AND (l.lane_id IS NULL OR l.ready_at IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM deliveries b
        WHERE b.tenant_id = d.tenant_id AND b.direction = 'out' AND b.lane_kind = d.lane_kind
          AND b.lane_id = d.lane_id AND b.state = 'parked')
    """)

  /// Due since ten minutes of this process's life, and nobody has taken it.
  private static let idle = StatementCheck(
    .laneIdle, .lane, of: "l", id: "lane_id",
    """
    FROM lanes l
    WHERE l.ready_at > 0 AND l.ready_at < ?1 AND ?2 < ?1 AND l.is_held = 0
      AND (l.lease_until IS NULL OR l.lease_until < ?1)
    """, bound: { [$0.before(600), .date($0.runningSince)] })

  /// No claim holds for longer than two minutes.
  private static let lease = StatementCheck(
    .leaseTooLong, .lane, of: "l", id: "lane_id", "FROM lanes l WHERE l.lease_until > ?1", bound: { [$0.after(600)] })

  /// A message whose tries are spent is parked, and its lane begins to count anew.
  private static let overrun = StatementCheck(
    .retriesOverrun, .lane, of: "l", id: "lane_id",
    "FROM lanes l WHERE l.ready_at IS NOT NULL AND l.failures > \(RetryPolicy.unreachable.tries)")
}
