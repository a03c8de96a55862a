import Foundation
import SQLStorage

/// Brings the schema up to date. A node that is killed on the way leaves what it had finished; the next one goes on there.
struct Schema {
  let dialect: PostgresDialect
  var migrations = Migration.all

  /// A hub that lacks nothing is only looked at, which whoever serves it may do.
  ///
  /// - Returns: the numbers of the migrations that ran now, and the wall, without a gap.
  func update(on connection: PostgresConnection, now: Date) throws -> (ran: [Int], wall: Wall) {
    let wall = try Wall(of: connection)
    let migrator = Migrator(connection: connection, dialect: dialect, migrations: migrations)
    var ran: [Int] = []
    if try !isWhole(migrator, behind: wall, on: connection) {
      ran = try migrator.run(at: now) { body in try connection.inTransaction([Wall.enterAsOwner], body) }
    }
    try wall.close(on: connection)
    return (ran, wall)
  }

  private func isWhole(_ migrator: Migrator, behind wall: Wall, on connection: PostgresConnection) throws -> Bool {
    guard try Self.isThere(on: connection), try wall.hasRoles(on: connection), try wall.gaps(on: connection).isEmpty
    else { return false }
    return try connection.inTransaction([wall.enter(.hub)]) { try migrator.missing().isEmpty }
  }

  static func isThere(on connection: PostgresConnection) throws -> Bool {
    try connection.rows(hasSchema, []) { $0.flag() }.first ?? false
  }

  private static let hasSchema = Statement("SELECT to_regclass('schema_migrations') IS NOT NULL", scope: .hub)
}

extension PostgresConnection {
  /// Commits what a body does, or nothing of it.
  ///
  /// - Parameter opening: what holds for the transaction.
  func inTransaction<Value>(_ opening: [String] = [], _ body: () throws -> Value) throws -> Value {
    try run((["BEGIN"] + opening).joined(separator: "; "))
    do {
      let value = try body()
      try commit()
      return value
    } catch {
      if isAlive { try? rollBack() }
      throw error
    }
  }
}
