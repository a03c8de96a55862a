enum TicketSQL {
  /// In the order in which `Ticket.init(_:statuses:)` reads them.
  static let columns = """
    t.id, t.number, t.subject, t.description, t.type, t.priority, t.impact, t.urgency, t.status_id, t.is_held,
    t.hold_reason, t.hold_until, t.requester_id, t.assignee_id, t.team_id, t.tags, t.fields, t.site, t.resolution_code,
    t.resolution_text, t.merged_into, t.split_from, t.parent_id, t.origin, t.created_at, t.updated_at, t.version
    """

  static let ticket = Statement("SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1 AND t.id = ?2")

  static let ticketByNumber = Statement("SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1 AND t.number = ?2")

  static let some = Statement(
    "SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1 AND t.id IN (\(ManyIDs.list))")

  static let lock = Statement(
    "SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1 AND t.id = ?2 /* FOR UPDATE */")

  static let insert = Statement(
    """
    INSERT INTO tickets (
      tenant_id, id, number, subject, description, type, priority, impact, urgency, status_id, category, is_held,
      hold_reason, hold_until, requester_id, assignee_id, team_id, tags, fields, site, resolution_code,
      resolution_text, merged_into, parent_id, origin, created_at, updated_at, version, split_from)
    VALUES (
      ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
      ?25, ?26, ?27, ?28, ?29)
    """)

  /// What may change, in the order of `Ticket.changingValues`.
  private static let changing = [
    "subject", "description", "type", "priority", "impact", "urgency", "status_id", "category", "is_held",
    "hold_reason",
    "hold_until", "requester_id", "assignee_id", "team_id", "tags", "fields", "site", "resolution_code",
    "resolution_text", "merged_into", "parent_id",
  ]

  /// Where, among the values that may change, the status stands, and what else an index holds or refers to another table.
  static let status = places(["status_id", "category"])
  static let indexed = places(["priority", "requester_id", "assignee_id", "team_id", "merged_into", "parent_id"])
  static let unindexed = changing.indices.filter { !indexed.contains($0) && !status.contains($0) }
  static let unindexedAndStatus = changing.indices.filter { !indexed.contains($0) }

  static let update = setting(Array(changing.indices))

  /// The same where nothing changed that an index holds: each of them would be a page more to write.
  static let updateUnindexed = setting(unindexed)

  /// The same where the status did as well, as a move changes it.
  static let updateStatus = setting(unindexedAndStatus)

  private static func places(_ columns: Set<String>) -> [Int] {
    changing.indices.filter { columns.contains(changing[$0]) }
  }

  private static func setting(_ places: [Int]) -> Statement {
    let columns = places.map { changing[$0] } + ["updated_at", "version"]
    let settings = columns.enumerated().map { "\($1) = ?\($0 + 3)" }.joined(separator: ", ")
    return Statement("UPDATE tickets SET \(settings) WHERE tenant_id = ?1 AND id = ?2")
  }

  /// The same where nothing changed but what every change of a ticket changes.
  static let touch = Statement(
    "UPDATE tickets SET updated_at = ?3, version = ?4 WHERE tenant_id = ?1 AND id = ?2")

  static let number = Statement("SELECT number FROM tickets WHERE tenant_id = ?1 AND id = ?2")

  static let addTag = Statement(
    """
    INSERT INTO ticket_tags (tenant_id, tag, ticket_id) VALUES (?1, ?2, ?3)
    ON CONFLICT (tenant_id, tag, ticket_id) DO NOTHING
    """)

  static let removeTags = Statement("DELETE FROM ticket_tags WHERE tenant_id = ?1 AND ticket_id = ?2")

  static let all = [
    ticket, ticketByNumber, some, lock, insert, update, updateUnindexed, updateStatus, touch, number, addTag,
    removeTags,
  ]

  /// A list begins so, and goes on with the pieces of `TicketList`.
  static let list = "SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1"
}
