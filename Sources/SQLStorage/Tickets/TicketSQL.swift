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

  static let update = Statement(
    """
    UPDATE tickets SET
      subject = ?3, description = ?4, type = ?5, priority = ?6, impact = ?7, urgency = ?8, status_id = ?9,
      category = ?10, is_held = ?11, hold_reason = ?12, hold_until = ?13, requester_id = ?14, assignee_id = ?15,
      team_id = ?16, tags = ?17, fields = ?18, site = ?19, resolution_code = ?20, resolution_text = ?21,
      merged_into = ?22, parent_id = ?23, updated_at = ?24, version = ?25
    WHERE tenant_id = ?1 AND id = ?2
    """)

  /// The same where nothing changed but what every change of a ticket changes: the indexes of all else are left alone, each of
  /// which would be a page more to write.
  static let touch = Statement(
    "UPDATE tickets SET updated_at = ?3, version = ?4 WHERE tenant_id = ?1 AND id = ?2")

  static let number = Statement("SELECT number FROM tickets WHERE tenant_id = ?1 AND id = ?2")

  static let addTag = Statement(
    """
    INSERT INTO ticket_tags (tenant_id, tag, ticket_id) VALUES (?1, ?2, ?3)
    ON CONFLICT (tenant_id, tag, ticket_id) DO NOTHING
    """)

  static let removeTags = Statement("DELETE FROM ticket_tags WHERE tenant_id = ?1 AND ticket_id = ?2")

  static let all = [ticket, ticketByNumber, some, lock, insert, update, touch, number, addTag, removeTags]

  /// A list begins so, and goes on with the pieces of `TicketList`.
  static let list = "SELECT \(columns) FROM tickets t WHERE t.tenant_id = ?1"
}
