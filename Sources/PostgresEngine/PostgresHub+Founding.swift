package import Foundation
package import SQLStorage
import Storage

/// What is asked and done before the hub is opened.
extension PostgresHub {
  /// Whether there is a desk in the database: then there is a key file that opens what is sealed in it.
  ///
  /// - Throws: `StorageError.unavailable` where there is half a hub, too.
  package static func isFounded(at address: DatabaseAddress) throws -> Bool {
    let connection = try PostgresConnection(to: address, settings: Session.serving)
    guard try connection.rows(ArrivalSQL.isUnfinished, [], { $0.flag() }).first != true else {
      throw StorageError.unavailable(
        "a hub is being copied into it, or was and the copy has not come to its end: let it, or say it again")
    }
    return try hasDesks(connection)
  }

  /// Whether there is a desk; false where there is no schema.
  static func hasDesks(_ connection: PostgresConnection) throws -> Bool {
    guard try connection.rows(HubSize.hasTenants, [], { $0.flag() }).first == true else { return false }
    let wall = try Wall(of: connection)
    // A hub of before the wall, or of one that is not closed, is seen by its owner.
    let isClosed = try wall.hasRoles(on: connection) && wall.gaps(on: connection).isEmpty
    return try connection.inTransaction([isClosed ? wall.enter(.hub) : Wall.enterAsOwner]) {
      try connection.rows(HubSize.hasDesks, []) { $0.flag() }.first ?? false
    }
  }

  /// Brings the schema up to date without serving, beside whatever nodes serve, and closes the wall's gaps.
  ///
  /// - Parameter migrations: those that this version knows.
  /// - Returns: the numbers of the migrations that ran now.
  @discardableResult
  package static func migrate(
    at address: DatabaseAddress, now: Date, migrations: [Migration] = Migration.all
  ) throws -> [Int] {
    let schema = Schema(dialect: PostgresDialect(), migrations: migrations)
    return try schema.update(on: Presence.begin(at: address), now: now).ran
  }
}

extension PostgresHub {
  /// Of the whole database, whatever else is kept in it.
  package func databaseBytes() async throws -> Int {
    try await pool.run { place in
      try place.transact(.reading(.hub)) { try $0.rows(HubSize.bytes, []) { $0.count() }.first ?? 0 }
    }
  }
}

private enum HubSize {
  static let hasTenants = Statement("SELECT to_regclass('tenants') IS NOT NULL", scope: .hub)
  static let hasDesks = Statement("SELECT EXISTS (SELECT 1 FROM tenants)", scope: .hub)
  static let bytes = Statement("SELECT pg_database_size(current_database())", scope: .hub)
}
