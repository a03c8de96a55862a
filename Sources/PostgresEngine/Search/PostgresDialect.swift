import SQLStorage

/// PostgreSQL's tables and its full text: vectors that are made here, not by a configuration of the server's, so that the
/// same words are found as on SQLite.
///
/// Text is compared by its bytes, whatever the database's own order is.
struct PostgresDialect: SQLDialect {
  func statements(of step: Migration.Step) -> [String] {
    switch step {
    case .clustered(let text), .plain(let text): [Self.byBytes(text)]
    case .search: TicketWordSQL.tables
    case .files: FileSQL.tables
    }
  }

  func conditions(matching words: [SearchWord], on desk: SearchedDesk) -> [SearchCondition] {
    words.map { SearchCondition(sql: TicketWordSQL.match, values: [.text(SearchVector.query(for: $0, on: desk))]) }
  }

  func index(_ changes: [SearchChange], on connection: any SQLConnection) throws {
    for change in changes {
      let place: [SQLValue] = [.id(change.desk.tenant), .count(change.ticketNumber), .count(change.part)]
      let vector = SearchVector.text(of: change.new, on: change.desk)
      if vector.isEmpty {
        try connection.send(TicketWordSQL.remove, place)
      } else {
        try connection.send(TicketWordSQL.put, place + [.text(vector)])
      }
    }
  }

  /// Gives every column of text the order of its bytes.
  private static func byBytes(_ text: String) -> String {
    text.replacing(/\ text(?=( NOT NULL| DEFAULT|,|\n|\)|$))/) { _ in " text COLLATE \"C\"" }
  }
}

enum TicketWordSQL {
  static let tables = [
    """
    CREATE TABLE ticket_words (
      tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
      ticket_number bigint NOT NULL,
      part bigint NOT NULL,
      words tsvector NOT NULL,
      PRIMARY KEY (tenant_id, ticket_number, part)
    )
    """,
    "CREATE INDEX ticket_words_by_word ON ticket_words USING gin (words)",
  ]

  static let match = """
     AND t.number IN (SELECT found FROM ticket_numbers(?1, CAST(CAST(? AS text) AS tsquery)) AS found)
    """

  static let put = Statement(
    """
    INSERT INTO ticket_words (tenant_id, ticket_number, part, words)
    VALUES (?1, ?2, ?3, CAST(CAST(?4 AS text) AS tsvector))
    ON CONFLICT (tenant_id, ticket_number, part) DO UPDATE SET words = excluded.words
    """)

  static let remove = Statement(
    "DELETE FROM ticket_words WHERE tenant_id = ?1 AND ticket_number = ?2 AND part = ?3")
}
