package import SQLStorage
package import Storage
package import Ticketing

extension SQLiteHub: SQLHub {
  package func transact<Value: Sendable>(
    in tenant: TenantID, locking locks: Locking, until durability: Durability,
    _ body: @escaping @Sendable (SQLTransaction) throws -> Value
  ) async throws -> Value {
    try await writer.write(for: tenant, durability) { [environment] connection in
      let transaction = SQLTransaction(
        tenant: tenant, connection: connection, environment: environment,
        settings: connection.settings[tenant] ?? KnownSettings())
      let before = connection.writtenRows
      let value = try body(transaction)
      connection.settings[tenant] = transaction.settings
      let effects = WriteEffects(
        wakeUps: transaction.wakeUps, bringsMail: transaction.bringsMail,
        bringsWebhooks: transaction.bringsWebhooks, bringsReceivedMail: transaction.bringsReceivedMail,
        searchChanges: transaction.searchChanges,
        desk: connection.writtenRows == before ? nil : tenant, changes: transaction.changes)
      return (value, effects)
    }
  }

  package func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    try await file.read { [environment] connection in
      try body(SQLReader(tenant: tenant, connection: connection, environment: environment))
    }
  }

  package func view<Value: Sendable>(
    _ body: @escaping @Sendable (SQLHubView) throws -> Value
  ) async throws -> Value {
    try await file.read { [environment] connection in
      try body(SQLHubView(connection: connection, environment: environment))
    }
  }

  package func change(_ body: @escaping @Sendable (SQLHubView) throws -> Void) async throws {
    try await writer.write { [environment] connection in
      try body(SQLHubView(connection: connection, environment: environment))
      return ((), WriteEffects())
    }
  }

  package func version(of tenant: TenantID) -> UInt64? { versions.version(of: tenant) }
  package func accessVersion(of tenant: TenantID) -> UInt64? { versions.accessVersion(of: tenant) }
}
