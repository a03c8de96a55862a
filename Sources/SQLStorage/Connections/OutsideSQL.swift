/// What is known of tickets, comments and files at external desks.
enum OutsideSQL {
  private static let columns = """
    ticket_id, external_id, number, url, status, heard_at, told, telling, overwritten, overwritten_at
    """

  static let ticket = Statement(
    "SELECT \(columns) FROM outside_tickets WHERE tenant_id = ?1 AND ticket_id = ?2")

  static let ticketThere = Statement(
    "SELECT \(columns) FROM outside_tickets WHERE tenant_id = ?1 AND external_id = ?2")

  static let putTicket = Statement(
    """
    INSERT INTO outside_tickets (tenant_id, \(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    ON CONFLICT (tenant_id, ticket_id) DO UPDATE SET
      external_id = excluded.external_id, number = excluded.number, url = excluded.url, status = excluded.status,
      heard_at = excluded.heard_at, told = excluded.told, telling = excluded.telling,
      overwritten = excluded.overwritten, overwritten_at = excluded.overwritten_at
    """)

  static let itemThere = Statement(
    """
    SELECT kind, external_id, ticket_id, event_id FROM outside_items
    WHERE tenant_id = ?1 AND kind = ?2 AND external_id = ?3
    """)

  static let itemOfEvent = Statement(
    """
    SELECT kind, external_id, ticket_id, event_id FROM outside_items
    WHERE tenant_id = ?1 AND event_id = ?2 ORDER BY kind, external_id LIMIT 1
    """)

  static let itemsOfTicket = Statement(
    "SELECT external_id FROM outside_items WHERE tenant_id = ?1 AND ticket_id = ?2 AND kind = ?3 ORDER BY external_id")

  static let putItem = Statement(
    """
    INSERT INTO outside_items (tenant_id, kind, external_id, ticket_id, event_id) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, kind, external_id) DO NOTHING
    """)

  private static let reportColumns = "id, external_id, report_key, received_at, state, reason, report"

  static let report = Statement("SELECT \(reportColumns) FROM reports WHERE tenant_id = ?1 AND id = ?2")

  static let reportKey = Statement("SELECT id FROM reports WHERE tenant_id = ?1 AND report_key = ?2")

  static let openReports = Statement(
    """
    SELECT \(reportColumns) FROM reports
    WHERE tenant_id = ?1 AND external_id = ?2 AND state IN ('waiting', 'parked', 'unmatched') ORDER BY id
    """)

  static let reportsInState = Statement(
    """
    SELECT \(reportColumns) FROM reports WHERE tenant_id = ?1 AND state = ?2 AND id > ?3 ORDER BY id LIMIT ?4
    """)

  static let latestReports = Statement(
    "SELECT \(reportColumns) FROM reports WHERE tenant_id = ?1 ORDER BY id DESC LIMIT ?2")

  static let putReport = Statement(
    """
    INSERT INTO reports (tenant_id, \(reportColumns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (tenant_id, id) DO UPDATE SET state = excluded.state, reason = excluded.reason
    """)

  static let all = [
    ticket, ticketThere, putTicket, itemThere, itemOfEvent, itemsOfTicket, putItem, report, reportKey, openReports,
    reportsInState, latestReports, putReport,
  ]
}
