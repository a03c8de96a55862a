/// What an engine gives: statements run one after another on one thread.
///
/// Both functions throw `StorageError`, or what `read` throws.
package protocol SQLConnection: AnyObject {
  /// - Returns: how many rows were written.
  @discardableResult
  func execute(_ statement: Statement, _ values: [SQLValue]) throws -> Int

  func rows<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> [Row]
}

extension SQLConnection {
  func first<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> Row? {
    try rows(statement, values, read).first
  }
}
