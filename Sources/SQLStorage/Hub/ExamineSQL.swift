/// What the doctor looks for. Each statement lists what should not be there: a tenant, and something that names it.
enum ExamineSQL {
  static let orphanedComments = Statement(
    """
    SELECT c.tenant_id, c.id FROM comments c
    LEFT JOIN tickets t ON t.tenant_id = c.tenant_id AND t.id = c.ticket_id WHERE t.id IS NULL LIMIT ?1
    """, scope: .hub)

  static let orphanedAttachments = Statement(
    """
    SELECT a.tenant_id, a.id FROM attachments a
    LEFT JOIN tickets t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id WHERE t.id IS NULL LIMIT ?1
    """, scope: .hub)

  static let orphanedHandoffs = Statement(
    """
    SELECT h.tenant_id, h.id FROM handoffs h
    LEFT JOIN tickets t ON t.tenant_id = h.tenant_id AND t.id = h.ticket_id
    LEFT JOIN partnerships p ON p.tenant_id = h.tenant_id AND p.id = h.partnership_id
    WHERE t.id IS NULL OR p.id IS NULL LIMIT ?1
    """, scope: .hub)

  static let orphanedDeliveries = Statement(
    """
    SELECT d.tenant_id, d.id FROM deliveries d
    LEFT JOIN tickets t ON t.tenant_id = d.tenant_id AND t.id = d.ticket_id
    WHERE d.ticket_id IS NOT NULL AND t.id IS NULL LIMIT ?1
    """, scope: .hub)

  static let orphanedTies = Statement(
    """
    SELECT t.tenant_id, t.id FROM tickets t
    LEFT JOIN tickets m ON m.tenant_id = t.tenant_id AND m.id = t.merged_into
    LEFT JOIN tickets s ON s.tenant_id = t.tenant_id AND s.id = t.split_from
    LEFT JOIN tickets p ON p.tenant_id = t.tenant_id AND p.id = t.parent_id
    WHERE (t.merged_into IS NOT NULL AND m.id IS NULL) OR (t.split_from IS NOT NULL AND s.id IS NULL)
      OR (t.parent_id IS NOT NULL AND p.id IS NULL)
    LIMIT ?1
    """, scope: .hub)

  static let timelineGaps = Statement(
    """
    SELECT tenant_id, ticket_id FROM timeline
    GROUP BY tenant_id, ticket_id HAVING count(*) <> max(seq) OR min(seq) <> 1 LIMIT ?1
    """, scope: .hub)

  static let silentTickets = Statement(
    """
    SELECT t.tenant_id, t.id FROM tickets t
    WHERE NOT EXISTS (SELECT 1 FROM timeline e WHERE e.tenant_id = t.tenant_id AND e.ticket_id = t.id) LIMIT ?1
    """, scope: .hub)

  /// Waits for longer than it should, on a lane that nobody will look at.
  static let stuck = Statement(
    """
    SELECT d.tenant_id, d.id FROM deliveries d
    LEFT JOIN lanes l ON l.tenant_id = d.tenant_id AND l.lane_kind = d.lane_kind AND l.lane_id = d.lane_id
    WHERE d.state = 'waiting' AND d.direction = 'out' AND d.created_at < ?2
      AND (l.lane_id IS NULL OR (l.ready_at IS NULL AND l.is_held = 0))
      AND NOT EXISTS (
        SELECT 1 FROM deliveries b
        WHERE b.tenant_id = d.tenant_id AND b.direction = 'out' AND b.lane_kind = d.lane_kind
          AND b.lane_id = d.lane_id AND b.state = 'parked')
    LIMIT ?1
    """, scope: .hub)

  static let parked = Statement(
    "SELECT tenant_id, id FROM deliveries WHERE state = 'parked' LIMIT ?1", scope: .hub)

  /// Has not come for longer than a repair takes.
  static let missing = Statement(
    "SELECT tenant_id, id FROM deliveries WHERE state = 'missing' AND created_at < ?2 LIMIT ?1", scope: .hub)

  static let miscountedHandoffs = Statement(
    """
    SELECT h.tenant_id, h.id FROM handoffs h
    WHERE h.lane_sent <> coalesce((
      SELECT max(d.seq) FROM deliveries d
      WHERE d.tenant_id = h.tenant_id AND d.direction = 'out' AND d.lane_kind = 'handoff' AND d.lane_id = h.id
        AND d.epoch = h.lane_epoch), 0)
    LIMIT ?1
    """, scope: .hub)

  static let miscountedPartnerships = Statement(
    """
    SELECT p.tenant_id, p.id FROM partnerships p
    WHERE p.lane_sent <> coalesce((
      SELECT max(d.seq) FROM deliveries d
      WHERE d.tenant_id = p.tenant_id AND d.direction = 'out' AND d.lane_kind = 'partnership' AND d.lane_id = p.id
        AND d.epoch = p.lane_epoch), 0)
    LIMIT ?1
    """, scope: .hub)

  /// Every file that a desk knows, page by page.
  static let files = Statement(
    """
    SELECT tenant_id, id, hash FROM attachments WHERE (tenant_id, id) > (?1, ?2) ORDER BY tenant_id, id LIMIT ?3
    """, scope: .hub)

  static let countFiles = Statement("SELECT count(*) FROM attachments", scope: .hub)

  static let all = [
    orphanedComments, orphanedAttachments, orphanedHandoffs, orphanedDeliveries, orphanedTies, timelineGaps,
    silentTickets, stuck, parked, missing, miscountedHandoffs, miscountedPartnerships, files, countFiles,
  ]
}
