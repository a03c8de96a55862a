import Storage

/// Handoffs, as one desk records them.
enum HandoffChecks {
  static let all = [
    twoOpen, twoIn, overEnded, innerOpen, endedTicket, confirmTime, completionMissing, deadlineFlags,
  ]

  private static let twoOpen = StatementCheck(
    .twoOpenHandoffs, .ticket, of: "h", id: "ticket_id",
    """
    FROM handoffs h WHERE h.side = 'delegator' AND h.state IN (\(States.open))
    GROUP BY h.tenant_id, h.ticket_id HAVING count(*) > 1
    """)

  private static let twoIn = StatementCheck(
    .twoHandoffsIn, .ticket, of: "h", id: "ticket_id",
    "FROM handoffs h WHERE h.side = 'delegate' GROUP BY h.tenant_id, h.ticket_id HAVING count(*) > 1")

  /// The partner's end of a handoff comes on the handoff's own lane, and may come after the end of the partnership.
  private static let overEnded = StatementCheck(
    .openOverEnded, .handoff, of: "h",
    """
    FROM handoffs h JOIN partnerships p ON p.tenant_id = h.tenant_id AND p.id = h.partnership_id
    WHERE h.state IN (\(States.open)) AND p.phase IN ('ended', 'declined', 'invited')
      AND \(Quiet.handoff("h.id", over: "p.id", between: "h.tenant_id", and: "p.peer_tenant_id"))
    """)

  /// Only who holds the work may offer it on, and gives nothing back while somebody below is at it.
  private static let innerOpen = StatementCheck(
    .innerHandoffOpen, .ticket, of: "i", id: "ticket_id",
    """
    FROM handoffs i
    JOIN handoffs o ON o.tenant_id = i.tenant_id AND o.ticket_id = i.ticket_id AND o.side = 'delegator'
      AND o.state IN (\(States.underWay))
    WHERE i.side = 'delegate' AND i.state IN ('offered', 'completed')
    """)

  private static let endedTicket = StatementCheck(
    .endedWithOpenHandoff, .ticket, of: "t",
    """
    FROM tickets t
    JOIN handoffs o ON o.tenant_id = t.tenant_id AND o.ticket_id = t.id AND o.side = 'delegator'
      AND o.state IN (\(States.underWay))
    WHERE t.category IN ('resolved', 'closed', 'cancelled') AND t.merged_into IS NULL
    """)

  private static let confirmTime = StatementCheck(
    .confirmTime, .handoff, of: "h",
    """
    FROM handoffs h
    WHERE (h.confirm_at IS NOT NULL AND h.state <> 'completed')
      OR (h.confirm_at IS NULL AND h.state = 'completed' AND h.side = 'delegator')
    """)

  private static let completionMissing = StatementCheck(
    .completionMissing, .handoff, of: "h", "FROM handoffs h WHERE h.state = 'completed' AND h.completion IS NULL")

  private static let deadlineFlags = StatementCheck(
    .deadlineFlags, .handoff, of: "h",
    """
    FROM handoffs h
    WHERE (h.is_overdue = 1 AND h.respond_by IS NULL) OR (h.is_late = 1 AND h.resolve_by IS NULL)
    """)
}
