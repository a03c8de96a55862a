import Federation

enum HandoffSQL {
  /// In the order in which `Handoff.init(_:)` reads them.
  static let columns = """
    h.id, h.partnership_id, h.ticket_id, h.side, h.state, h.turn_epoch, h.turn_number,
    \(Lane.columns.map { "h.\($0)" }.joined(separator: ", ")), h.chain, h.follows, h.offered_at, h.since, h.message, h.requires, h.partner_number,
    h.respond_by, h.resolve_by, h.eta, h.completion, h.reason, h.confirm_at, h.is_overdue, h.is_late,
    h.partner_status, h.told_status, h.beyond, h.told_chain, h.reply_seq
    """

  static let handoff = Statement("SELECT \(columns) FROM handoffs h WHERE h.tenant_id = ?1 AND h.id = ?2")

  static let ofTicket = Statement(
    """
    SELECT \(columns) FROM handoffs h WHERE h.tenant_id = ?1 AND h.ticket_id = ?2 ORDER BY h.offered_at, h.id
    """)

  static let ofTickets = Statement(
    """
    SELECT \(columns) FROM handoffs h WHERE h.tenant_id = ?1 AND h.ticket_id IN (\(ManyIDs.list))
    ORDER BY h.offered_at, h.id
    """)

  static let open = Statement(
    """
    SELECT \(columns) FROM handoffs h
    WHERE h.tenant_id = ?1 AND h.partnership_id = ?2 AND h.state IN ('offered', 'accepted', 'completed') ORDER BY h.id
    """)

  static let openTickets = Statement(
    """
    SELECT \(columns), t.number, t.subject FROM handoffs h
    JOIN tickets t ON t.tenant_id = ?1 AND t.id = h.ticket_id
    WHERE h.tenant_id = ?1 AND h.partnership_id = ?2 AND h.state IN ('offered', 'accepted', 'completed') ORDER BY h.id
    """)

  static let openCounts = Statement(
    """
    SELECT h.partnership_id, h.side, COUNT(*) FROM handoffs h
    WHERE h.tenant_id = ?1 AND h.state IN ('offered', 'accepted', 'completed') GROUP BY h.partnership_id, h.side
    """)

  static let insert = Statement(
    """
    INSERT INTO handoffs (
      tenant_id, id, state, turn_epoch, turn_number, since, partner_number, respond_by, resolve_by, eta,
      completion, reason, confirm_at, is_overdue, partner_status, told_status, beyond, told_chain, reply_seq,
      is_late, lane_epoch, lane_sent, peer_epoch, peer_applied, former_epoch, former_sent, recovery, successors,
      partnership_id, ticket_id, side, chain, follows, offered_at, message, requires)
    VALUES (
      ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
      ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36)
    """)

  /// What may change, in the order of `Handoff.changingValues`.
  private static let changing =
    [
      "state", "turn_epoch", "turn_number", "since", "partner_number", "respond_by", "resolve_by", "eta", "completion",
      "reason", "confirm_at", "is_overdue", "partner_status", "told_status", "beyond", "told_chain", "reply_seq",
      "is_late",
    ] + Lane.columns

  /// What handoffs are found by beside their state, which few messages change; `Handoff.indexedValues` gives the same.
  private static let indexed: Set<String> = [
    "partner_number", "respond_by", "resolve_by", "confirm_at", "is_overdue", "is_late",
  ]

  /// Where, among the values that may change, those stand that no index holds.
  static let unindexed = unindexedAndState.filter { changing[$0] != "state" }
  static let unindexedAndState = changing.indices.filter { !indexed.contains(changing[$0]) }

  static let update = setting(changing)

  /// The same where nothing changed that an index holds: each of them would be a page more to write.
  static let updateUnindexed = setting(unindexed.map { changing[$0] })

  /// The same where the state did as well, as a move changes it.
  static let updateState = setting(unindexedAndState.map { changing[$0] })

  /// The same where nothing changed but the lane.
  static let updateLane = setting(Lane.columns)

  private static func setting(_ columns: [String]) -> Statement {
    let settings = columns.enumerated().map { "\($1) = ?\($0 + 3)" }.joined(separator: ", ")
    return Statement("UPDATE handoffs SET \(settings) WHERE tenant_id = ?1 AND id = ?2")
  }

  static let all = [
    handoff, ofTicket, ofTickets, open, openTickets, openCounts, insert, update, updateUnindexed, updateState,
    updateLane,
  ]

  /// A list begins so, and goes on with the pieces of `HandoffList`.
  static let list = "SELECT \(columns) FROM handoffs h WHERE h.tenant_id = ?1"
}
