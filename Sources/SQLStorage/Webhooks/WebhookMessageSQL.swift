import Storage

enum WebhookMessageSQL {
  private static let columns = """
    m.id, m.webhook_id, m.event, m.ticket_id, m.created_at, m.next_at, m.state, m.attempts, m.failures, m.finished_at, m.body
    """

  static let message = Statement(
    "SELECT \(columns), m.fence FROM webhook_messages m WHERE m.tenant_id = ?1 AND m.id = ?2")

  static let messages = Statement(
    """
    SELECT \(columns), m.place FROM webhook_messages m WHERE m.tenant_id = ?1 AND m.webhook_id = ?2 AND m.place < ?3
    ORDER BY m.place DESC LIMIT ?4
    """)

  static let messagesInState = Statement(
    """
    SELECT \(columns), m.place FROM webhook_messages m
    WHERE m.tenant_id = ?1 AND m.webhook_id = ?2 AND m.place < ?3 AND m.state = ?5 ORDER BY m.place DESC LIMIT ?4
    """)

  /// A new one stands behind all that the webhook was to be told before.
  static let put = Statement(
    """
    INSERT INTO webhook_messages (
      tenant_id, id, webhook_id, event, ticket_id, created_at, next_at, state, attempts, failures, finished_at, body,
      lease_until, fence, place)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, 0, (
      SELECT coalesce(max(m.place), 0) + 1 FROM webhook_messages m WHERE m.tenant_id = ?1 AND m.webhook_id = ?3))
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      next_at = excluded.next_at, state = excluded.state, attempts = excluded.attempts, failures = excluded.failures,
      finished_at = excluded.finished_at
    """)

  /// That a message's time has come, and that nobody sends it; the clock may have been put back (`QueueTimes`).
  static func isFree(at now: String) -> String {
    """
    (m.next_at <= \(now) OR m.next_at > \(now) + \(QueueTimes.webhooks.longestWait))
      AND (m.lease_until IS NULL OR m.lease_until <= \(now)
        OR m.lease_until > \(now) + \(QueueTimes.webhooks.longestLease))
    """
  }

  /// Those that wait, but for the newest ones, the oldest first; none that is being sent.
  static let overflowing = Statement(
    """
    SELECT \(columns) FROM webhook_messages m
    WHERE m.tenant_id = ?1 AND m.webhook_id = ?2 AND m.state = 'waiting' AND m.place <= (
      SELECT n.place FROM webhook_messages n
      WHERE n.tenant_id = ?1 AND n.webhook_id = ?2 AND n.state = 'waiting' ORDER BY n.place DESC LIMIT 1 OFFSET ?3)
      AND m.lease_until IS NULL
    ORDER BY m.place LIMIT 1000
    """)

  static let giveUp = Statement(
    """
    UPDATE webhook_messages SET state = 'failed', attempts = ?3, finished_at = ?4
    WHERE tenant_id = ?1 AND id = ?2
    """)

  static let claim = Statement(
    """
    UPDATE webhook_messages SET fence = fence + 1, lease_until = ?4, holder = ?5
    WHERE tenant_id = ?1 AND id = (
      SELECT m.id FROM webhook_messages m
      WHERE m.tenant_id = ?1 AND m.webhook_id = ?2 AND m.state = 'waiting' AND \(isFree(at: "?3"))
      ORDER BY m.next_at, m.place LIMIT 1 /* FOR UPDATE SKIP LOCKED */)
    RETURNING id
    """)

  static let report = Statement(
    """
    UPDATE webhook_messages SET state = ?4, next_at = ?5, attempts = ?6, failures = ?7, finished_at = ?8,
      lease_until = NULL, holder = NULL
    WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3
    """)

  static let attempts = Statement(
    """
    SELECT number, at, outcome, status, excerpt FROM webhook_attempts
    WHERE tenant_id = ?1 AND message_id = ?2 ORDER BY number
    """)

  static let insertAttempt = Statement(
    """
    INSERT INTO webhook_attempts (tenant_id, message_id, number, at, outcome, status, excerpt)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """)

  static let forgetAttempts = Statement(
    """
    DELETE FROM webhook_attempts WHERE tenant_id = ?1 AND message_id IN (
      SELECT m.id FROM webhook_messages m WHERE m.tenant_id = ?1 AND m.webhook_id = ?2 AND m.created_at < ?3)
    """)

  static let forget = Statement(
    "DELETE FROM webhook_messages WHERE tenant_id = ?1 AND webhook_id = ?2 AND created_at < ?3")

  static let all = [
    message, messages, messagesInState, put, overflowing, giveUp, claim, report, attempts, insertAttempt,
    forgetAttempts, forget,
  ]
}

/// What is seen of all tenants' messages at once: keys and times, no words.
enum WebhookQueueSQL {
  private static let mayBeTold = """
    w.state = 'active'
      AND (w.rests_until IS NULL OR w.rests_until <= ?1 OR w.rests_until > ?1 + \(QueueTimes.webhooks.longestWait))
    """

  /// Each tenant's webhooks in turn, so that one with many does not keep another waiting. Of each, only the message that is
  /// its next one is looked at.
  static let ready = Statement(
    """
    SELECT ranked.tenant_id, ranked.id FROM (
      SELECT due.tenant_id, due.id, due.next_at,
        row_number() OVER (PARTITION BY due.tenant_id ORDER BY due.next_at, due.id) AS turn
      FROM (
        SELECT w.tenant_id, w.id, (
          SELECT m.next_at FROM webhook_messages m
          WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id AND m.state = 'waiting'
            AND \(WebhookMessageSQL.isFree(at: "?1"))
          ORDER BY m.next_at LIMIT 1) AS next_at
        FROM webhooks w WHERE \(mayBeTold)
      ) AS due
      WHERE due.next_at IS NOT NULL
    ) AS ranked
    WHERE ranked.turn <= ?2 ORDER BY ranked.turn, ranked.next_at, ranked.tenant_id LIMIT ?2
    """, scope: .hub)

  static let next = Statement(
    """
    SELECT min(due.next_at) FROM (
      SELECT (
        SELECT m.next_at FROM webhook_messages m
        WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id AND m.state = 'waiting' AND m.next_at > ?1
        ORDER BY m.next_at LIMIT 1) AS next_at
      FROM webhooks w WHERE w.state = 'active'
    ) AS due
    """, scope: .hub)

  static let nextRestEnd = Statement(
    """
    SELECT min(w.rests_until) FROM webhooks w WHERE w.state = 'active' AND w.rests_until > ?1
      AND EXISTS (
        SELECT 1 FROM webhook_messages m
        WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id AND m.state = 'waiting')
    """, scope: .hub)

  /// A message whose claimant died is ready again when its lease ends.
  static let nextLeaseEnd = Statement(
    "SELECT min(lease_until) FROM webhook_messages WHERE state = 'waiting' AND next_at <= ?1 AND lease_until > ?1",
    scope: .hub)

  /// For an engine that knows that no claimant of an earlier run lives any more.
  static let releaseLeases = Statement(
    "UPDATE webhook_messages SET lease_until = NULL WHERE lease_until IS NOT NULL", scope: .hub)

  static let all = [ready, next, nextRestEnd, nextLeaseEnd, releaseLeases]
}
