import SQLStorage
import Testing

@Suite("The catalogue of statements")
struct CatalogueTests {
  @Test(
    "A28 every statement of a desk's takes the tenant as its first value, and names it", arguments: SQLStatements.desk)
  func desksNameTheirTenant(_ statement: Statement) {
    #expect(statement.scope == .tenant)
    let words = statement.sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.hasPrefix("INSERT") {
      #expect(words.firstMatch(of: #/^INSERT INTO \w+ \( ?tenant_id, .*?VALUES \( ?\?1, /#) != nil, "\(words)")
      #expect(
        !words.contains("ON CONFLICT") || words.contains("ON CONFLICT (tenant_id, ")
          || words.contains("ON CONFLICT (tenant_id)"),
        "\(words)")
    } else {
      #expect(words.firstMatch(of: #/WHERE (?:\w+\.)?tenant_id = \?1\b/#) != nil, "\(words)")
    }
    // As many conditions on a tenant as tables are read or written.
    let tables = words.matches(of: #/\b(?:FROM|UPDATE|INTO|JOIN) (?!SET\b|SKIP\b|\*)\w+/#).count
    let named = words.matches(of: #/tenant_id(?: = \?1|,)/#).count
    #expect(named >= tables, "\(words)")
  }

  @Test("A28 every list names its tenant first", arguments: SQLStatements.lists)
  func listsNameTheirTenant(_ list: Statement) {
    #expect(list.scope == .tenant)
    #expect(list.sql.firstMatch(of: #/FROM \w+ (\w)(\sJOIN [^?]+\?1[^?]+)*\sWHERE \1\.tenant_id = \?1\b/#) != nil)
    let tables = list.sql.matches(of: #/\b(FROM|JOIN) \w+/#).count
    #expect(list.sql.matches(of: #/tenant_id = \?1\b/#).count == tables)
    #expect(!list.sql.contains(" OR "))
  }

  @Test(
    "what sees all desks at once says so, and changes only who is on the hub and who works on a lane",
    arguments: SQLStatements.hub)
  func hubSaysSo(_ statement: Statement) {
    #expect(statement.scope == .hub)
    guard !statement.sql.hasPrefix("SELECT") else { return }
    let added = statement.sql.firstMatch(of: #/^INSERT INTO (\w+) /#)?.1
    let changed = statement.sql.firstMatch(of: #/^UPDATE (\w+) SET (\w+) = (?:NULL|0) WHERE/#).map { "\($0.1).\($0.2)" }
    #expect(
      ["schema_migrations", "tenants", "counters"].contains(added)
        || [
          "lanes.lease_until", "mails.lease_until", "requester_mails.lease_until", "polls.lease_until",
          "webhook_messages.lease_until", "received_mails.lease_until", "mail_accounts.lease_until",
        ]
        .contains(changed)
    )
  }

  @Test("no statement stands in the catalogue twice")
  func eachOnce() {
    let texts = SQLStatements.all.map(\.sql)
    #expect(Set(texts).count == texts.count)
    #expect(SQLStatements.all.count > 100)
  }
}
