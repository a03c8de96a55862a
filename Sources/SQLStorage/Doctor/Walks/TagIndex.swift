import Storage
import Ticketing

/// That the rows by which tickets are found by their tags are the tickets' tags.
struct TagIndex: Check {
  var ailments: [Ailment] { [.tagIndex] }
  var statements: [Statement] { [Self.pairs] }

  /// A row for each tag, and one for a ticket without any; those of a ticket follow one another.
  private static let pairs = Statement(
    """
    SELECT t.tenant_id, t.id, t.tags, g.tag FROM tickets t
    LEFT JOIN ticket_tags g ON g.tenant_id = t.tenant_id AND g.ticket_id = t.id
    WHERE t.tags IS NOT NULL OR g.tag IS NOT NULL ORDER BY t.tenant_id, t.id
    """, scope: .hub)

  private struct Seen {
    let tenant: TenantID
    let ticket: TicketID
    let own: [String]?
    var indexed: Set<String> = []

    /// One whose tags cannot be read is another check's finding.
    var isWrong: Bool { own.map { Set($0) != indexed } ?? false }
  }

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    var last: Seen?
    func close() {
      guard let seen = last, seen.isWrong else { return }
      findings.note(.tagIndex, Finding.Case(tenant: seen.tenant, noun: .ticket, name: seen.ticket.description))
    }
    try view.walk(Self.pairs) { columns in
      let (tenant, ticket): (TenantID, TicketID) = (try columns.id(), try columns.id())
      let kept = columns.maybeText()
      if last?.ticket != ticket || last?.tenant != tenant {
        close()
        last = Seen(tenant: tenant, ticket: ticket, own: try? kept.map(StoredJSON.words) ?? [])
      }
      if let tag = columns.maybeText() { last?.indexed.insert(tag) }
    }
    close()
  }
}
