import Storage

/// What was said and attached.
enum ConversationChecks {
  static let all = [gaps, retracted, elsewhere, crossings]

  /// Comments are counted within their ticket, and the search index knows them by that number.
  private static let gaps = StatementCheck(
    .commentGap, .ticket, of: "c", id: "ticket_id",
    "FROM comments c GROUP BY c.tenant_id, c.ticket_id HAVING count(*) <> max(c.number) OR min(c.number) <> 1")

  private static let retracted = StatementCheck(
    .retractedText, .comment, of: "c", "FROM comments c WHERE c.retracted_at IS NOT NULL AND c.body <> ''")

  private static let elsewhere = StatementCheck(
    .attachmentElsewhere, .attachment, of: "a",
    """
    FROM attachments a JOIN comments c ON c.tenant_id = a.tenant_id AND c.id = a.comment_id
    WHERE c.ticket_id <> a.ticket_id
    """)

  /// What is noted as sent over a handoff is a comment or a file of the handoff's ticket.
  private static let crossings = StatementCheck(
    .orphanCrossing, .handoff, of: "x", id: "handoff_id", note: "'crossings.event_id'",
    """
    FROM crossings x JOIN handoffs h ON h.tenant_id = x.tenant_id AND h.id = x.handoff_id
    WHERE NOT EXISTS (
        SELECT 1 FROM comments c
        WHERE c.tenant_id = h.tenant_id AND c.ticket_id = h.ticket_id AND c.event_id = x.event_id)
      AND NOT EXISTS (
        SELECT 1 FROM attachments a
        WHERE a.tenant_id = h.tenant_id AND a.ticket_id = h.ticket_id AND a.event_id = x.event_id)
    """)
}
