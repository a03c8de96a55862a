/// Rows as they lie, of all tenants: for who carries a whole hub from one database to another. The statements are made from
/// the names that the schema gives, and are the same on every engine.
extension SQLConnection {
  package func count(_ table: Table) throws -> Int {
    try first(Statement("SELECT count(*) FROM \(table.name)", scope: .hub), []) { $0.count() } ?? 0
  }

  /// The rows behind one, in the order of their keys.
  package func rows(of table: Table, after last: [SQLValue]?, limit: Int) throws -> [[SQLValue]] {
    let key = table.key.map(\.name).joined(separator: ", ")
    let values = last.map(table.key(of:)) ?? []
    let behind = values.isEmpty ? "" : " WHERE (\(key)) > (\(Self.marks(values.count, from: 1)))"
    return try rows(
      Statement(
        "SELECT \(table.names) FROM \(table.name)\(behind) ORDER BY \(key) LIMIT \(limit)", scope: .hub), values
    ) { columns in try table.columns.map { try columns.value($0.kind) } }
  }

  /// The row with the highest key.
  func lastRow(of table: Table) throws -> [SQLValue]? {
    let key = table.key.map { "\($0.name) DESC" }.joined(separator: ", ")
    return try first(
      Statement("SELECT \(table.names) FROM \(table.name) ORDER BY \(key) LIMIT 1", scope: .hub), []
    ) { columns in try table.columns.map { try columns.value($0.kind) } }
  }

  /// Many at once, in as few kinds of statements as there are powers of two.
  func add(_ rows: [[SQLValue]], to table: Table) throws {
    var rest = rows[...]
    while !rest.isEmpty {
      var together = 64
      while together > rest.count { together /= 2 }
      let width = table.columns.count
      let marks = (0..<together).map { "(\(Self.marks(width, from: $0 * width + 1)))" }.joined(separator: ", ")
      try execute(
        Statement("INSERT INTO \(table.name) (\(table.names)) VALUES \(marks)", scope: .hub),
        rest.prefix(together).flatMap(\.self))
      rest = rest.dropFirst(together)
    }
  }

  private static func marks(_ count: Int, from first: Int) -> String {
    (first..<first + count).map { "?\($0)" }.joined(separator: ", ")
  }
}

extension Table {
  fileprivate var names: String { columns.map(\.name).joined(separator: ", ") }
}

extension Columns {
  /// A column of any kind, as it is bound again.
  mutating func value(_ kind: Table.Kind) throws -> SQLValue {
    switch kind {
    case .uuid: .id(try maybeID(Table.self))
    case .bigint: maybeInteger().map { .integer($0) } ?? .null
    case .text: .text(maybeText())
    case .bytea: maybeBytes().map { .blob($0) } ?? .null
    }
  }
}
