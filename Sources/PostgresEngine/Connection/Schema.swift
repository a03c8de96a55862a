import Foundation
import SQLStorage

/// Brings the schema up to date. A node that is killed on the way leaves what it had finished; the next one goes on there.
struct Schema {
  let dialect: PostgresDialect

  /// - Returns: the numbers of the migrations that ran now.
  func update(on connection: PostgresConnection, now: Date) throws -> [Int] {
    try Migrator(connection: connection, dialect: dialect).run(at: now) { body in
      try connection.run("BEGIN")
      do {
        try body()
        try connection.run("COMMIT")
      } catch {
        if connection.isAlive { try? connection.run("ROLLBACK") }
        throw error
      }
    }
  }
}
