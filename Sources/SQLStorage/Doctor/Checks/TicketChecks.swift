import Storage

/// That a ticket agrees with itself, and with the tickets that it is tied to.
enum TicketChecks {
  static let all = [
    statusCategory, hold, resolution, cycles, mergedButOpen, mergedHandoff, tooDeep, silent, gaps,
  ]

  /// The category stands beside the status so that lists can go by it.
  private static let statusCategory = StatementCheck(
    .statusCategory, .ticket, of: "t",
    """
    FROM tickets t JOIN statuses s ON s.tenant_id = t.tenant_id AND s.id = t.status_id WHERE s.category <> t.category
    """)

  private static let hold = StatementCheck(
    .holdContradicts, .ticket, of: "t",
    "FROM tickets t WHERE t.is_held = 0 AND (t.hold_reason IS NOT NULL OR t.hold_until IS NOT NULL)")

  private static let resolution = StatementCheck(
    .resolutionContradicts, .ticket, of: "t",
    "FROM tickets t WHERE (t.resolution_code IS NULL) <> (t.resolution_text IS NULL)")

  private static let cycles = StatementCheck(
    .mergeCycle, .ticket, of: "w",
    """
    FROM (
      WITH RECURSIVE walked (tenant_id, id, reached) AS (
        SELECT t.tenant_id, t.id, t.merged_into FROM tickets t WHERE t.merged_into IS NOT NULL
        UNION
        SELECT v.tenant_id, v.id, n.merged_into FROM walked v
        JOIN tickets n ON n.tenant_id = v.tenant_id AND n.id = v.reached
        WHERE n.merged_into IS NOT NULL)
      SELECT tenant_id, id, reached FROM walked) w
    WHERE w.id = w.reached
    """)

  private static let mergedButOpen = StatementCheck(
    .mergedButOpen, .ticket, of: "t",
    """
    FROM tickets t WHERE t.merged_into IS NOT NULL AND t.category NOT IN ('resolved', 'closed', 'cancelled')
    """)

  private static let mergedHandoff = StatementCheck(
    .mergedOpenHandoff, .ticket, of: "t",
    """
    FROM tickets t
    WHERE t.merged_into IS NOT NULL AND EXISTS (
      SELECT 1 FROM handoffs h WHERE h.tenant_id = t.tenant_id AND h.ticket_id = t.id AND h.state IN (\(States.open)))
    """)

  /// One level of children is all there is.
  private static let tooDeep = StatementCheck(
    .familyTooDeep, .ticket, of: "t",
    """
    FROM tickets t JOIN tickets p ON p.tenant_id = t.tenant_id AND p.id = t.parent_id
    WHERE p.parent_id IS NOT NULL AND t.category NOT IN ('resolved', 'closed', 'cancelled')
    """)

  private static let silent = StatementCheck(
    .silentTicket, .ticket, of: "t",
    """
    FROM tickets t
    WHERE NOT EXISTS (SELECT 1 FROM timeline e WHERE e.tenant_id = t.tenant_id AND e.ticket_id = t.id)
    """)

  private static let gaps = StatementCheck(
    .timelineGap, .ticket, of: "e", id: "ticket_id",
    "FROM timeline e GROUP BY e.tenant_id, e.ticket_id HAVING count(*) <> max(e.seq) OR min(e.seq) <> 1")
}

/// States of handoffs, as lists of words.
enum States {
  static let open = "'offered', 'accepted', 'completed'"
  static let underWay = "'offered', 'accepted'"
}
