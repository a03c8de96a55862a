import Foundation
import Storage

/// Single messages.
enum DeliveryChecks {
  static let all = [parked, missing, withoutReason, state, elsewhere, onEnded]

  private static let parked = StatementCheck(
    .parked, .delivery, of: "d", note: "d.direction || ' ' || d.kind || ' ' || d.reason",
    "FROM deliveries d WHERE d.state = 'parked' AND d.reason IS NOT NULL")

  private static let withoutReason = StatementCheck(
    .parkedWithoutReason, .delivery, of: "d", "FROM deliveries d WHERE d.state = 'parked' AND d.reason IS NULL")

  /// Has not come for longer than a repair takes.
  private static let missing = StatementCheck(
    .missing, .delivery, of: "d",
    "FROM deliveries d WHERE d.state = 'missing' AND d.direction = 'in' AND d.created_at < ?1",
    bound: { [$0.before(600)] })

  /// What is over has a time at which it was; only what should come can be missing, only what was to go is cancelled.
  private static let state = StatementCheck(
    .deliveryState, .delivery, of: "d", note: "d.direction || ' ' || d.state",
    """
    FROM deliveries d
    WHERE (d.state IN ('done', 'cancelled') AND d.finished_at IS NULL)
      OR (d.state IN ('waiting', 'parked', 'missing') AND d.finished_at IS NOT NULL)
      OR (d.state = 'missing' AND d.direction = 'out') OR (d.state = 'cancelled' AND d.direction = 'in')
    """)

  private static let elsewhere = StatementCheck(
    .deliveryElsewhere, .delivery, of: "d",
    """
    FROM deliveries d JOIN handoffs h ON h.tenant_id = d.tenant_id AND h.id = d.lane_id
    WHERE d.lane_kind = 'handoff' AND (d.partnership_id <> h.partnership_id OR d.ticket_id <> h.ticket_id)
    """)

  /// Who ends a partnership cancels what has not left, but for the last words; what comes to the partner's end later is
  /// brought or given up within hours. What an external desk is to be told is the connection's, which people see.
  private static let onEnded = StatementCheck(
    .waitingOnEnded, .delivery, of: "d", note: "d.kind",
    """
    FROM deliveries d JOIN partnerships p ON p.tenant_id = d.tenant_id AND p.id = d.partnership_id
    WHERE d.direction = 'out' AND d.state = 'waiting' AND p.phase IN ('ended', 'declined')
      AND d.kind NOT IN ('end', 'ended') AND d.lane_kind <> 'outside' AND d.created_at < ?1
    """, bound: { [$0.before(6 * 3_600)] })
}
