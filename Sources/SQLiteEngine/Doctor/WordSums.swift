import GRDB
import SQLStorage
import Storage

/// What an index says of every word in it: in which text it stands, and where.
struct IndexedWords {
  private let connection: SQLiteConnection

  /// A temporary table that only reads; it goes with the connection.
  private static let table = Statement(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.ticket_places USING fts5vocab('main', 'ticket_words', 'instance')",
    scope: .hub)

  private static let words = Statement(
    "SELECT term, doc, offset FROM temp.ticket_places WHERE term >= ?1 AND term < ?2", scope: .hub)

  private static let first = Statement(
    "SELECT term, doc FROM temp.ticket_places WHERE term >= ?1 AND term < ?2 LIMIT 1", scope: .hub)

  init(_ connection: SQLiteConnection) throws {
    self.connection = connection
    try connection.execute(Self.table, [])
  }

  /// Tells each word that begins with a code: the row of its text, and a number that stands for the word and its place.
  func forEach(behind code: String, _ body: (_ row: Int64, _ sum: UInt64) -> Void) throws {
    _ = try connection.rows(Self.words, [.text(code), .text(code + Self.end)]) { columns in
      let word = columns.text()
      let row = columns.integer()
      body(row, Self.sum(word, row, columns.integer()))
    }
  }

  /// The text of the first word between two others.
  func row(from word: String, to other: String) throws -> Int64? {
    try connection.rows(Self.first, [.text(word), .text(other)]) { columns in
      _ = columns.text()
      return columns.integer()
    }.first
  }

  /// Behind every word with the same beginning.
  static let end = "\u{10FFFF}"

  /// FNV-1a, 64 bits.
  private static func sum(_ word: String, _ row: Int64, _ place: Int64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in word.utf8 { mix(byte) }
    for number in [row, place] {
      for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    return hash
  }
}

/// An index in memory, made anew of some texts at a time, by the very code that makes the hub's.
struct ScratchIndex {
  private let queue: DatabaseQueue
  private var waiting: [(row: Int64, words: String)] = []

  private static let batch = 500
  private static let empty = Statement("INSERT INTO ticket_words (ticket_words) VALUES ('delete-all')", scope: .hub)

  init() throws {
    queue = try DatabaseQueue()
    try queue.inDatabase {
      try SQLiteConnection($0).execute(Statement(SQLiteDialect.table, scope: .hub), [])
    }
  }

  /// - Parameter body: is told the words of the texts, some later than others.
  mutating func add(
    _ text: String, row: Int64, behind code: String, _ body: (_ row: Int64, _ sum: UInt64) -> Void
  ) throws {
    let words = SearchWord.indexed(text, behind: code)
    if !words.isEmpty { waiting.append((row, words)) }
    if waiting.count >= Self.batch { try flush(behind: code, body) }
  }

  mutating func flush(behind code: String, _ body: (_ row: Int64, _ sum: UInt64) -> Void) throws {
    guard !waiting.isEmpty else { return }
    try queue.inDatabase { database in
      let connection = SQLiteConnection(database)
      try connection.inTransaction {
        for (row, words) in waiting { try connection.execute(SQLiteDialect.insert, [.integer(row), .text(words)]) }
      }
      try IndexedWords(connection).forEach(behind: code, body)
      try connection.execute(Self.empty, [])
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
