enum DeliverySQL {
  private static let columns = """
    d.id, d.direction, d.partnership_id, d.lane_kind, d.lane_id, d.ticket_id, d.epoch, d.seq, d.event_id, d.kind,
    d.state, d.reason, d.created_at, d.finished_at, d.attempts, d.wire
    """

  static let delivery = Statement("SELECT \(columns) FROM deliveries d WHERE d.tenant_id = ?1 AND d.id = ?2")

  static let sentInPlace = Statement(
    """
    SELECT \(columns) FROM deliveries d
    WHERE d.tenant_id = ?1 AND d.direction = 'out' AND d.lane_kind = ?2 AND d.lane_id = ?3 AND d.epoch = ?4 AND d.seq = ?5
    """)

  /// The first that is in a place or behind it.
  static let arrivedFrom = Statement(
    """
    SELECT \(columns) FROM deliveries d
    WHERE d.tenant_id = ?1 AND d.direction = 'in' AND d.lane_kind = ?2 AND d.lane_id = ?3 AND (d.epoch, d.seq) >= (?4, ?5)
    ORDER BY d.epoch, d.seq LIMIT 1
    """)

  static let arrivedBehind = Statement(
    """
    SELECT \(columns) FROM deliveries d
    WHERE d.tenant_id = ?1 AND d.direction = 'in' AND d.lane_kind = ?2 AND d.lane_id = ?3 AND d.epoch = ?4 AND d.seq > ?5
      AND d.state <> 'missing'
    ORDER BY d.seq LIMIT 1
    """)

  /// In their order, from behind a place on.
  static let following = Statement(
    """
    SELECT \(columns) FROM deliveries d
    WHERE d.tenant_id = ?1 AND d.direction = ?2 AND d.lane_kind = ?3 AND d.lane_id = ?4
      AND (d.epoch > ?5 OR (d.epoch = ?5 AND d.seq > ?6))
    ORDER BY d.epoch, d.seq LIMIT ?7
    """)

  static let touchedHandoffs = Statement(
    """
    SELECT DISTINCT lane_id FROM deliveries
    WHERE tenant_id = ?1 AND partnership_id = ?2 AND lane_kind = 'handoff' AND created_at >= ?3 ORDER BY lane_id
    """)

  static let insert = Statement(
    """
    INSERT INTO deliveries (
      tenant_id, id, direction, partnership_id, lane_kind, lane_id, ticket_id, epoch, seq, event_id, kind, state,
      reason, created_at, finished_at, attempts, wire)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    """)

  static let update = Statement(
    """
    UPDATE deliveries SET
      ticket_id = ?3, event_id = ?4, kind = ?5, state = ?6, reason = ?7, finished_at = ?8, attempts = ?9, wire = ?10
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let attempts = Statement(
    """
    SELECT number, at, outcome, excerpt, cause FROM attempts WHERE tenant_id = ?1 AND delivery_id = ?2 ORDER BY number
    """)

  static let addAttempt = Statement(
    """
    INSERT INTO attempts (tenant_id, delivery_id, number, at, outcome, excerpt, cause)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (tenant_id, delivery_id, number) DO NOTHING
    """)

  static let countAttempt = Statement(
    "UPDATE deliveries SET attempts = ?3 WHERE tenant_id = ?1 AND id = ?2 AND attempts < ?3")

  /// What was cancelled on its way and arrived all the same is done: the other desk has it.
  static let finish = Statement(
    """
    UPDATE deliveries SET state = 'done', reason = NULL, finished_at = ?3
    WHERE tenant_id = ?1 AND id = ?2 AND direction = 'out' AND state IN ('waiting', 'cancelled')
    """)

  static let park = Statement(
    """
    UPDATE deliveries SET state = 'parked', reason = ?3
    WHERE tenant_id = ?1 AND id = ?2 AND direction = 'out' AND state = 'waiting'
    """)

  static let cancelUnsent = Statement(
    """
    UPDATE deliveries SET state = 'cancelled', finished_at = ?4
    WHERE tenant_id = ?1 AND direction = 'out' AND lane_kind = ?2 AND lane_id = ?3 AND state IN ('waiting', 'parked')
      AND kind NOT IN ('resync', 'resynced', 'remind')
    """)

  static let rewind = Statement(
    """
    UPDATE deliveries SET state = 'waiting', reason = NULL, finished_at = NULL
    WHERE tenant_id = ?1 AND direction = 'out' AND lane_kind = ?2 AND lane_id = ?3
      AND (epoch > ?4 OR (epoch = ?4 AND seq >= ?5)) AND state IN ('done', 'dropped')
    """)

  static let dropped = Statement(
    """
    SELECT id, wire FROM deliveries
    WHERE tenant_id = ?1 AND direction = 'out' AND lane_kind = ?2 AND lane_id = ?3
      AND (epoch > ?4 OR (epoch = ?4 AND seq >= ?5)) AND state = 'dropped'
    """)

  static let bury = Statement(
    "UPDATE deliveries SET kind = 'tombstone', wire = ?3 WHERE tenant_id = ?1 AND id = ?2")

  /// Outgoing and open, up to the first that is parked.
  static let waiting = Statement(
    """
    SELECT \(columns) FROM deliveries d
    WHERE d.tenant_id = ?1 AND d.direction = 'out' AND d.lane_kind = ?2 AND d.lane_id = ?3
      AND d.state IN ('waiting', 'parked')
    ORDER BY d.epoch, d.seq LIMIT ?4
    """)

  static let all = [
    delivery, sentInPlace, arrivedFrom, arrivedBehind, following, touchedHandoffs, insert, update, attempts, addAttempt,
    countAttempt,
    finish, park, cancelUnsent,
    rewind, dropped,
    bury, waiting,
  ]

  /// A list begins so, and goes on with the pieces of `DeliveryList`.
  static let list = "SELECT \(columns) FROM deliveries d WHERE d.tenant_id = ?1"

  /// The same with the ticket's number and the desk's word for the partner.
  static let listed = """
    SELECT \(columns),
      (SELECT t.number FROM tickets t WHERE t.tenant_id = ?1 AND t.id = d.ticket_id),
      (SELECT p.name FROM partnerships p WHERE p.tenant_id = ?1 AND p.id = d.partnership_id)
    FROM deliveries d WHERE d.tenant_id = ?1
    """
}
