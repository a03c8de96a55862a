enum TimelineSQL {
  static let timeline = Statement(
    """
    SELECT seq, id, at, kind, actor_kind, actor_name, actor_desk, actor_agent, actor_role, actor_ref, origin,
      handoff_id, fact_from, fact_to, fact_text, fact_until, fact_partner, comment_id, attachment_id, audience, message,
      changes, other_id, other_number
    FROM timeline WHERE tenant_id = ?1 AND ticket_id = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4
    """)

  static let append = Statement(
    """
    INSERT INTO timeline (
      tenant_id, ticket_id, seq, id, at, kind, actor_kind, actor_name, actor_desk, actor_agent, actor_role, actor_ref,
      origin, handoff_id, fact_from, fact_to, fact_text, fact_until, fact_partner, comment_id, attachment_id, audience,
      message, changes, other_id, other_number)
    VALUES (
      ?1, ?2, (SELECT coalesce(max(seq), 0) + 1 FROM timeline WHERE tenant_id = ?1 AND ticket_id = ?2), ?3, ?4, ?5, ?6,
      ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)
    """)

  static let all = [timeline, append]
}
