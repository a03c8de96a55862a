import Storage

/// Handoffs, as both desks record them, where nothing is on its way between them: then they agree, and one desk of the
/// chain holds the work.
enum HandoffPairs {
  static let all = [oneSided, sides, partnerships, states, turns, numbers, loops, lost]

  private static let quiet = Quiet.handoff("a.id", over: "p.id", between: "a.tenant_id", and: "p.peer_tenant_id")

  /// `a` is one desk's record, `b` the other's; each pair comes twice, once from either side.
  private static let pairs = """
    FROM handoffs a JOIN partnerships p ON p.tenant_id = a.tenant_id AND p.id = a.partnership_id
    JOIN handoffs b ON b.tenant_id = p.peer_tenant_id AND b.id = a.id
    """

  private static let delegators = "\(pairs) AND b.side = 'delegate' WHERE a.side = 'delegator'"

  /// An offer that was cancelled before it left has no other end; one that is open has.
  private static let oneSided = StatementCheck(
    .handoffOneSided, .handoff, of: "a",
    """
    FROM handoffs a JOIN partnerships p ON p.tenant_id = a.tenant_id AND p.id = a.partnership_id
    JOIN partnerships o ON o.tenant_id = p.peer_tenant_id AND o.id = p.id
    WHERE (a.side = 'delegate' OR a.state IN (\(States.open)))
      AND NOT EXISTS (SELECT 1 FROM handoffs b WHERE b.tenant_id = p.peer_tenant_id AND b.id = a.id) AND \(quiet)
    """)

  private static let sides = StatementCheck(
    .handoffSides, .handoff, of: "a", "\(pairs) WHERE a.side = b.side AND a.tenant_id < b.tenant_id")

  private static let partnerships = StatementCheck(
    .handoffPartnerships, .handoff, of: "a",
    "\(pairs) WHERE a.partnership_id <> b.partnership_id")

  private static let states = StatementCheck(
    .handoffStates, .handoff, of: "a", note: "a.state || ' / ' || b.state",
    "\(delegators) AND a.state <> b.state AND \(quiet)")

  private static let turns = StatementCheck(
    .handoffTurns, .handoff, of: "a",
    """
    \(delegators) AND a.state = b.state AND a.state IN (\(States.open))
      AND (a.turn_epoch <> b.turn_epoch OR a.turn_number <> b.turn_number) AND \(quiet)
    """)

  /// Each desk tells the other its own number, with the offer and with its acceptance.
  private static let numbers = StatementCheck(
    .partnerNumbers, .handoff, of: "a",
    """
    \(pairs.replacing("b.id = a.id", with: "b.id = a.id JOIN tickets t ON t.tenant_id = b.tenant_id AND t.id = b.ticket_id"))
    WHERE a.state IN ('accepted', 'completed') AND b.state = a.state
      AND (a.partner_number IS NULL OR a.partner_number <> t.number) AND \(quiet)
    """)

  private static let lost = StatementCheck(
    .messagesLost, .handoff, of: "a",
    "\(pairs) WHERE a.lane_epoch = b.peer_epoch AND a.lane_sent <> b.peer_applied AND \(quiet)")

  /// A chain has a first desk.
  private static let loops = StatementCheck(
    .chainLoop, .ticket, of: "w", id: "ticket_id",
    """
    FROM (
      WITH RECURSIVE edges (tenant_id, ticket_id, next_tenant, next_ticket) AS (
        SELECT a.tenant_id, a.ticket_id, b.tenant_id, b.ticket_id
        \(delegators) AND a.state IN (\(States.open)) AND b.state IN (\(States.open))),
      walked (tenant_id, ticket_id, at_tenant, at_ticket) AS (
        SELECT tenant_id, ticket_id, next_tenant, next_ticket FROM edges
        UNION
        SELECT v.tenant_id, v.ticket_id, e.next_tenant, e.next_ticket FROM walked v
        JOIN edges e ON e.tenant_id = v.at_tenant AND e.ticket_id = v.at_ticket)
      SELECT tenant_id, ticket_id, at_tenant, at_ticket FROM walked) w
    WHERE w.at_tenant = w.tenant_id AND w.at_ticket = w.ticket_id
    """)
}
