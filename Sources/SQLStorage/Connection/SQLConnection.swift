/// What an engine gives: statements run one after another on one thread.
///
/// All functions throw `StorageError`, or what `read` throws.
package protocol SQLConnection: AnyObject {
  /// - Returns: how many rows were written.
  @discardableResult
  func execute(_ statement: Statement, _ values: [SQLValue]) throws -> Int

  /// Writes what nobody asks about; where it fails is told by one of the next calls, or by the commit.
  func send(_ statement: Statement, _ values: [SQLValue]) throws

  func rows<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> [Row]
}

extension SQLConnection {
  package func send(_ statement: Statement, _ values: [SQLValue]) throws { try execute(statement, values) }

  func first<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> Row? {
    try rows(statement, values, read).first
  }
}
