enum ConversationSQL {
  private static let commentColumns = """
    id, ticket_id, event_id, body, format, audience, author_kind, author_name, author_desk, author_agent, author_role,
    author_ref, origin, created_at, edited_at, retracted_at, awaits_release, merged_from
    """

  static let comment = Statement("SELECT \(commentColumns) FROM comments WHERE tenant_id = ?1 AND id = ?2")

  static let commentByEvent = Statement(
    "SELECT \(commentColumns) FROM comments WHERE tenant_id = ?1 AND ticket_id = ?2 AND event_id = ?3")

  static let comments = Statement(
    """
    SELECT \(commentColumns) FROM comments
    WHERE tenant_id = ?1 AND ticket_id = ?2 AND (created_at, id) > (?3, ?4) ORDER BY created_at, id LIMIT ?5
    """)

  static let lastComments = Statement(
    """
    SELECT \(commentColumns) FROM comments
    WHERE tenant_id = ?1 AND ticket_id = ?2 AND (created_at, id) < (?3, ?4) ORDER BY created_at DESC, id DESC LIMIT ?5
    """)

  static let indexedComment = Statement(
    "SELECT number, body FROM comments WHERE tenant_id = ?1 AND id = ?2 /* FOR UPDATE */")

  static let insertComment = insertComment(
    numbered: "SELECT coalesce(max(number), 0) + 1 FROM comments WHERE tenant_id = ?1 AND ticket_id = ?3")

  /// At the first number that is free.
  static let restoreComment = insertComment(
    numbered: """
      SELECT min(n) FROM (
        SELECT 1 AS n UNION ALL SELECT number + 1 FROM comments WHERE tenant_id = ?1 AND ticket_id = ?3) AS free
      WHERE n NOT IN (SELECT number FROM comments WHERE tenant_id = ?1 AND ticket_id = ?3)
      """)

  private static func insertComment(numbered number: String) -> Statement {
    Statement(
      """
      INSERT INTO comments (
        tenant_id, id, ticket_id, number, event_id, body, format, audience, author_kind, author_name, author_desk,
        author_agent, author_role, author_ref, origin, created_at, edited_at, retracted_at, awaits_release,
        merged_from)
      VALUES (
        ?1, ?2, ?3, (\(number)), ?4, ?5,
        ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
      RETURNING number
      """)
  }

  static let updateComment = Statement(
    """
    UPDATE comments SET body = ?3, audience = ?4, edited_at = ?5, retracted_at = ?6, awaits_release = ?7
    WHERE tenant_id = ?1 AND id = ?2
    """)

  private static let attachmentColumns = """
    id, ticket_id, comment_id, event_id, name, media_type, bytes, hash, audience, author_kind, author_name, author_desk,
    author_agent, author_role, author_ref, origin, created_at, merged_from
    """

  static let attachment = Statement("SELECT \(attachmentColumns) FROM attachments WHERE tenant_id = ?1 AND id = ?2")

  static let attachmentByEvent = Statement(
    "SELECT \(attachmentColumns) FROM attachments WHERE tenant_id = ?1 AND ticket_id = ?2 AND event_id = ?3")

  static let attachments = Statement(
    """
    SELECT \(attachmentColumns) FROM attachments
    WHERE tenant_id = ?1 AND ticket_id = ?2 ORDER BY created_at, id LIMIT ?3
    """)

  static let insertAttachment = Statement(
    """
    INSERT INTO attachments (
      tenant_id, id, ticket_id, comment_id, event_id, name, media_type, bytes, hash, audience, author_kind, author_name,
      author_desk, author_agent, author_role, author_ref, origin, created_at, merged_from)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
    """)

  static let crossings = Statement("SELECT handoff_id FROM crossings WHERE tenant_id = ?1 AND event_id = ?2")

  static let noteCrossing = Statement(
    """
    INSERT INTO crossings (tenant_id, event_id, handoff_id) VALUES (?1, ?2, ?3)
    ON CONFLICT (tenant_id, event_id, handoff_id) DO NOTHING
    """)

  static let all = [
    comment, commentByEvent, comments, lastComments, indexedComment, insertComment, restoreComment, updateComment,
    attachment,
    attachmentByEvent,
    attachments, insertAttachment, crossings, noteCrossing,
  ]
}
