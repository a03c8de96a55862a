/// Carries the rows of a whole hub from one database to another, of whatever engine; both have the newest schema.
///
/// Rows go in the order of their keys, and the highest key that has arrived says where a copy that was killed goes on. The
/// index of words is no rows, but the target's own: it is filled with the texts as they pass.
package struct RowCopy {
  /// Is told how many rows are through, of how many; what it throws ends the work.
  package typealias Listener = (_ done: Int, _ total: Int) throws -> Void

  private let source: any SQLConnection
  private let target: any SQLConnection
  private let dialect: any SQLDialect
  private let inTransaction: (() throws -> Void) throws -> Void

  /// - Parameters:
  ///   - dialect: the target's.
  ///   - inTransaction: runs a body on the target, and commits it.
  package init(
    from source: any SQLConnection, to target: any SQLConnection, _ dialect: any SQLDialect,
    inTransaction: @escaping (() throws -> Void) throws -> Void
  ) {
    self.source = source
    self.target = target
    self.dialect = dialect
    self.inTransaction = inTransaction
  }

  /// Nothing may be in the target but what an earlier run brought there.
  package func run(_ listener: Listener) throws {
    let total = try source.countRows()
    var done = try target.countRows()
    try listener(done, total)
    var words = SearchFilling(target, dialect)
    for table in Table.all {
      try source.forEachPage(of: table, after: try target.lastRow(of: table)) { page in
        try inTransaction {
          try target.add(page, to: table)
          try words.take(page, of: table)
        }
        done += page.count
        try listener(done, total)
      }
    }
  }

  /// The tables whose rows are not the same here and there, in words.
  package func differences(_ listener: Listener) throws -> [String] {
    let total = try source.countRows()
    var (done, found) = (0, [String]())
    for table in Table.all {
      let sent = try source.sum(of: table) {
        done += $0
        try listener(done, total)
      }
      let arrived = try target.sum(of: table)
      guard sent != arrived else { continue }
      found.append("\(table.name): \(sent.rows) rows there, \(arrived.rows) here, or others")
    }
    return found
  }
}

extension SQLConnection {
  package func countRows() throws -> Int { try Table.all.reduce(0) { try $0 + count($1) } }
}
