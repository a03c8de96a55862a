import Foundation
import SQLStorage
import Storage
import Ticketing

/// SQLite's tables and its full text: FTS5, without a copy of the text.
///
/// Every word stands in the index behind its desk's code. A text's row says where it belongs: desk, ticket and part in one
/// number.
struct SQLiteDialect: SQLDialect {
  func statements(of step: Migration.Step) -> [String] {
    switch step {
    case .clustered(let table): [table + " WITHOUT ROWID"]
    case .plain(let statement): [statement]
    case .search: [Self.table]
    // They lie in a folder beside the database.
    case .files: []
    }
  }

  static let table = """
    CREATE VIRTUAL TABLE ticket_words USING fts5(
      words, content = '', columnsize = 0,
      tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'")
    """

  func conditions(matching words: [SearchWord], on desk: SearchedDesk) -> [SearchCondition] {
    let rows = TextPlace.rows(of: desk)
    return words.map { word in
      // Only letters, digits and marks are in a word, so nothing in it is syntax.
      let phrase = word.parts.map { desk.code + $0 }.joined(separator: " ")
      return SearchCondition(
        sql: Self.match, values: [.text("\"\(phrase)\"*"), .integer(rows.lowerBound), .integer(rows.upperBound)])
    }
  }

  func index(_ changes: [SearchChange], on connection: any SQLConnection) throws {
    for change in changes {
      guard let place = TextPlace(desk: change.desk, ticket: change.ticketNumber, part: change.part) else { continue }
      let code = change.desk.code
      for (statement, text) in [(Self.remove, change.old), (Self.insert, change.new)] where !text.isEmpty {
        let words = SearchWord.indexed(text, behind: code)
        if !words.isEmpty { try connection.execute(statement, [.integer(place.row), .text(words)]) }
      }
    }
  }

  private static let match = """
     AND t.number IN (
      SELECT (rowid >> \(TextPlace.partBits)) & \(TextPlace.ticketMask) FROM ticket_words
      WHERE ticket_words MATCH ? AND rowid BETWEEN ? AND ?)
    """

  static let insert = Statement("INSERT INTO ticket_words (rowid, words) VALUES (?1, ?2)", scope: .hub)

  /// A table without a copy of its text has to be told what it forgets.
  static let remove = Statement(
    "INSERT INTO ticket_words (ticket_words, rowid, words) VALUES ('delete', ?1, ?2)", scope: .hub)
}

/// Where a text stands in the index: 20 bits for the desk, 26 for the ticket's number, 17 for the part.
struct TextPlace {
  static let partBits: Int64 = 17
  static let ticketBits: Int64 = 26
  static let ticketMask: Int64 = (1 << ticketBits) - 1
  private static let desks = 1 << 20

  let row: Int64

  /// Nil beyond a million desks, 67 million tickets of a desk or 131,000 comments of a ticket: such a text is not found.
  init?(desk: SearchedDesk, ticket: Int, part: Int) {
    guard (1..<Self.desks).contains(desk.ordinal), (0...Int(Self.ticketMask)).contains(ticket),
      (0..<(1 << Self.partBits)).contains(part)
    else { return nil }
    row = Self.rows(of: desk).lowerBound | Int64(ticket) << Self.partBits | Int64(part)
  }

  static func rows(of desk: SearchedDesk) -> ClosedRange<Int64> {
    let first = Int64(desk.ordinal & (desks - 1)) << (partBits + ticketBits)
    return first...(first | ((1 << (partBits + ticketBits)) - 1))
  }
}
