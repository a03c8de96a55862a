package import Foundation
import SQLStorage
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

  /// Brings the schema up to date without serving, beside whatever nodes serve.
  ///
  /// - Returns: the numbers of the migrations that ran now.
  @discardableResult
  package static func migrate(at address: DatabaseAddress, now: Date) throws -> [Int] {
    try Schema(dialect: PostgresDialect()).update(on: Presence.begin(at: address), now: now)
  }
}

extension PostgresHub {
  /// Of the whole database, whatever else is kept in it.
  package func databaseBytes() async throws -> Int {
    try await pool.run { place in
      try place.transact(.reading) { try $0.rows(HubSize.bytes, []) { $0.count() }.first ?? 0 }
    }
  }
}

enum HubSize {
  static let hasSchema = Statement("SELECT to_regclass('tenants') IS NOT NULL", scope: .hub)
  static let hasDesks = Statement("SELECT EXISTS (SELECT 1 FROM tenants)", scope: .hub)
  static let bytes = Statement("SELECT pg_database_size(current_database())", scope: .hub)
}
