import Storage

/// The messages of a handoff, as both desks keep them: what the one has said is what the other one has heard, byte by byte.
enum MessagePairs {
  static let all = [differ, lost, contentMissing]

  /// `o` is the one desk's message, `b` the other's record of the handoff.
  private static let sent = """
    FROM deliveries o
    JOIN partnerships p ON p.tenant_id = o.tenant_id AND p.id = o.partnership_id AND p.phase = 'joined'
    JOIN handoffs b ON b.tenant_id = p.peer_tenant_id AND b.id = o.lane_id AND b.partnership_id = p.id
    """

  private static let said =
    "o.direction = 'out' AND o.lane_kind = 'handoff' AND o.state = 'done' AND o.kind <> 'tombstone'"

  /// `i` is the other desk's in the same place.
  private static let heard = """
    i.tenant_id = p.peer_tenant_id AND i.direction = 'in' AND i.lane_kind = 'handoff' AND i.lane_id = o.lane_id
    """

  private static let differ = StatementCheck(
    .messagesDiffer, .delivery, of: "o",
    """
    \(sent) JOIN deliveries i ON \(heard) AND i.epoch = o.epoch AND i.seq = o.seq
    WHERE \(said) AND i.state = 'done' AND i.kind <> 'tombstone' AND (i.event_id <> o.event_id OR i.wire <> o.wire)
    """)

  /// What nobody passed over, and has something behind it. What is cut off at the end other checks see by the counts.
  private static let lost = StatementCheck(
    .messagesDiffer, .delivery, of: "o",
    """
    \(sent) WHERE \(said) AND o.epoch = b.peer_epoch AND o.seq <= b.peer_applied
      AND NOT EXISTS (SELECT 1 FROM deliveries i WHERE \(heard) AND i.epoch = o.epoch AND i.seq = o.seq)
      AND NOT EXISTS (
        SELECT 1 FROM deliveries i WHERE \(heard) AND i.epoch = o.epoch AND i.seq < o.seq AND length(i.wire) = 0)
      AND EXISTS (SELECT 1 FROM deliveries i WHERE \(heard) AND i.epoch = o.epoch AND i.seq > o.seq)
    """)

  private static let contentMissing = StatementCheck(
    .contentMissing, .delivery, of: "d",
    """
    FROM deliveries d
    WHERE d.direction = 'in' AND d.kind = 'comment' AND d.state = 'done' AND d.ticket_id IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM comments c
        WHERE c.tenant_id = d.tenant_id AND c.ticket_id = d.ticket_id AND c.event_id = d.event_id)
    """)
}
