import Storage
package import Ticketing

/// All texts that the search index should hold.
enum SearchedTextSQL {
  static let desks = Statement("SELECT tenant_id, ordinal FROM tenants ORDER BY ordinal", scope: .hub)

  static let tickets = Statement(
    "SELECT t.number, t.subject, t.description FROM tickets t WHERE t.tenant_id = ?1", scope: .hub)

  static let comments = Statement(
    """
    SELECT t.number, c.number, c.body FROM comments c
    JOIN tickets t ON t.tenant_id = c.tenant_id AND t.id = c.ticket_id WHERE c.tenant_id = ?1 AND c.body <> ''
    """, scope: .hub)

  static let all = [desks, tickets, comments]
}

extension SQLHubView {
  package func searchedDesks() throws -> [SearchedDesk] {
    try connection.rows(SearchedTextSQL.desks, []) { SearchedDesk(tenant: try $0.id(), ordinal: $0.count()) }
  }

  /// Every text of a desk's, with the number of its ticket and its part in it, one after another.
  package func forEachSearchedText(of tenant: TenantID, _ body: (Int, Int, String) throws -> Void) throws {
    try walk(SearchedTextSQL.tickets, [.id(tenant)]) {
      try body($0.count(), 0, Ticket.searchedText(subject: $0.text(), description: $0.text()))
    }
    try walk(SearchedTextSQL.comments, [.id(tenant)]) { try body($0.count(), $0.count(), $0.text()) }
  }
}
