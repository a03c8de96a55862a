/// A table of the schema: what has to be known of it to carry its rows elsewhere.
package struct Table: Sendable, Equatable {
  /// PostgreSQL's words; on SQLite a number is a number, and what is neither number nor text is bytes.
  package enum Kind: String, Sendable {
    case uuid, bigint, text, bytea
  }

  package struct Column: Sendable, Equatable {
    package let name: String
    package let kind: Kind
  }

  package let name: String
  package private(set) var columns: [Column]
  /// The primary key, in its order.
  package let key: [Column]

  init?(name: String, columns: [Column], key names: [String]) {
    let key = names.compactMap { name in columns.first { $0.name == name } }
    guard !key.isEmpty, key.count == names.count else { return nil }
    self.name = name
    self.columns = columns
    self.key = key
  }

  mutating func add(_ column: Column) { columns.append(column) }
}

extension Table {
  /// A row's key.
  func key(of row: [SQLValue]) -> [SQLValue] {
    key.compactMap { part in columns.firstIndex { $0 == part }.map { row[$0] } }
  }
}
