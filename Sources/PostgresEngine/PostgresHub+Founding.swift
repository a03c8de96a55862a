package import Foundation
import SQLStorage
import Storage

/// What is asked and done before the hub is opened.
extension PostgresHub {
  /// Whether there is a desk in the database: then there is a key file that opens what is sealed in it.
  package static func isFounded(at address: DatabaseAddress) throws -> Bool {
    let connection = try PostgresConnection(to: address, settings: Session.serving)
    guard try Schema.isThere(on: connection) else { return false }
    let wall = try Wall(of: connection)
    // A hub of before the wall is seen by its owner.
    let opening = try wall.hasRoles(on: connection) ? [wall.enter(.hub)] : []
    return try connection.inTransaction(opening) {
      try connection.rows(HubSize.hasDesks, []) { $0.flag() }.first ?? false
    }
  }

  /// Brings the schema up to date without serving, beside whatever nodes serve, and closes the wall's gaps.
  ///
  /// - Returns: the numbers of the migrations that ran now.
  @discardableResult
  package static func migrate(at address: DatabaseAddress, now: Date) throws -> [Int] {
    try Schema(dialect: PostgresDialect()).update(on: Presence.begin(at: address), now: now).ran
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
  static let hasDesks = Statement("SELECT EXISTS (SELECT 1 FROM tenants)", scope: .hub)
  static let bytes = Statement("SELECT pg_database_size(current_database())", scope: .hub)
}
