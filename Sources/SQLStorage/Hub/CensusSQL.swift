/// What is counted of each desk: how many, how large, since when. No word that anybody wrote is read.
enum CensusSQL {
  static let people = Statement(
    "SELECT tenant_id, count(*) FROM agents WHERE is_active = 1 GROUP BY tenant_id", scope: .hub)

  static let tickets = Statement("SELECT tenant_id, value FROM counters WHERE name = ?1", scope: .hub)

  static let openTickets = Statement(
    """
    SELECT tenant_id, count(*) FROM tickets WHERE category NOT IN ('resolved', 'closed', 'cancelled')
    GROUP BY tenant_id
    """, scope: .hub)

  static let openHandoffs = Statement(
    """
    SELECT tenant_id, count(*) FROM handoffs WHERE state IN ('offered', 'accepted', 'completed') GROUP BY tenant_id
    """, scope: .hub)

  static let files = Statement(
    "SELECT tenant_id, count(*), CAST(coalesce(sum(bytes), 0) AS bigint) FROM attachments GROUP BY tenant_id",
    scope: .hub)

  /// What is open lies in a small index of its own, whose condition this is word for word. The inner bound keeps the engine
  /// from going through all deliveries instead, in an index that has them sorted already.
  static let openDeliveries = Statement(
    """
    SELECT tenant_id, state, count(*), min(created_at) FROM (
      SELECT tenant_id, state, created_at FROM deliveries WHERE state IN ('waiting', 'parked') LIMIT 1000000
    ) AS unsettled
    GROUP BY tenant_id, state
    """, scope: .hub)

  static let missingDeliveries = Statement(
    "SELECT tenant_id, count(*), min(created_at) FROM deliveries WHERE state = 'missing' GROUP BY tenant_id",
    scope: .hub)

  /// Bounded for the same reason.
  static let waitingMails = Statement(
    """
    SELECT tenant_id, count(*), min(created_at) FROM (
      SELECT tenant_id, created_at FROM mails WHERE state = 'waiting'
      UNION ALL
      SELECT tenant_id, created_at FROM requester_mails WHERE state = 'waiting'
      LIMIT 1000000
    ) AS unsent
    GROUP BY tenant_id
    """, scope: .hub)

  static let parkedMails = Statement(
    """
    SELECT tenant_id, count(*), min(created_at) FROM (
      SELECT tenant_id, created_at FROM mails WHERE state = 'parked'
      UNION ALL
      SELECT tenant_id, created_at FROM requester_mails WHERE state = 'parked'
    ) AS unsent
    GROUP BY tenant_id
    """, scope: .hub)

  /// Bounded for the same reason.
  static let waitingWebhooks = Statement(
    """
    SELECT tenant_id, count(*), min(created_at) FROM (
      SELECT tenant_id, created_at FROM webhook_messages WHERE state = 'waiting' LIMIT 1000000
    ) AS untold
    GROUP BY tenant_id
    """, scope: .hub)

  static let failedWebhooks = Statement(
    """
    SELECT tenant_id, count(*), min(created_at) FROM (
      SELECT tenant_id, created_at FROM webhook_messages WHERE state = 'failed' LIMIT 1000000
    ) AS untaken
    GROUP BY tenant_id
    """, scope: .hub)

  static let stoppedWebhooks = Statement(
    "SELECT tenant_id, count(*) FROM webhooks WHERE state = 'stopped' GROUP BY tenant_id", scope: .hub)

  static let allWaitingWebhooks = Statement(
    """
    SELECT count(*), min(created_at) FROM (
      SELECT created_at FROM webhook_messages WHERE state = 'waiting' LIMIT 1000000
    ) AS untold
    """, scope: .hub)

  static let allFailedWebhooks = Statement(
    """
    SELECT count(*), min(created_at) FROM (
      SELECT created_at FROM webhook_messages WHERE state = 'failed' LIMIT 1000000
    ) AS untaken
    """, scope: .hub)

  static let allStoppedWebhooks = Statement("SELECT count(*) FROM webhooks WHERE state = 'stopped'", scope: .hub)

  static let drifts = Statement(
    "SELECT tenant_id, count(*), min(found_at) FROM drifts GROUP BY tenant_id", scope: .hub)

  static let sessions = Statement(
    "SELECT tenant_id, count(*) FROM sessions WHERE ended_at IS NULL AND seen_at > ?1 GROUP BY tenant_id", scope: .hub)

  static let openPiles = Statement(
    """
    SELECT direction, state, kind, reason, count(*), min(created_at) AS oldest, max(attempts) FROM (
      SELECT direction, state, kind, reason, created_at, attempts FROM deliveries
      WHERE tenant_id = ?1 AND state IN ('waiting', 'parked') LIMIT 1000000
    ) AS unsettled
    GROUP BY direction, state, kind, reason ORDER BY oldest
    """, scope: .hub)

  static let missingPiles = Statement(
    """
    SELECT direction, state, kind, reason, count(*), min(created_at) AS oldest, max(attempts) FROM (
      SELECT direction, state, kind, reason, created_at, attempts FROM deliveries
      WHERE tenant_id = ?1 AND state = 'missing' LIMIT 1000000
    ) AS unsettled
    GROUP BY direction, state, kind, reason ORDER BY oldest
    """, scope: .hub)

  static let all = [
    people, tickets, openTickets, openHandoffs, files, openDeliveries, missingDeliveries, waitingMails, parkedMails,
    drifts, sessions, openPiles, missingPiles, waitingWebhooks, failedWebhooks, stoppedWebhooks, allWaitingWebhooks,
    allFailedWebhooks, allStoppedWebhooks,
  ]
}
