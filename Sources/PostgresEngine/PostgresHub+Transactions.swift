import Logging
package import SQLStorage
package import Storage
package import Ticketing

/// Another node may write, so no number stands for what can be read of a desk.
extension PostgresHub: SQLHub {
  package func transact<Value: Sendable>(
    in tenant: TenantID, locking locks: Locking, until durability: Durability,
    _ body: @escaping @Sendable (SQLTransaction) throws -> Value
  ) async throws -> Value {
    switch locks {
    case .desk:
      try await pool.write(tenant, until: durability) { [self] connection, settings in
        let write = try self.write(tenant, on: connection, knowing: settings, body)
        settings = write.transaction.settings
        return (write.value, { [self] in tell(write.transaction, wrote: write.wrote) })
      }
    case .rows:
      try await pool.run { [self] place in
        let write = try place.transact(.writing(tenant, locks, durability), reach: reach) { connection in
          try self.write(tenant, on: connection, knowing: KnownSettings(), body)
        }
        tell(write.transaction, wrote: write.wrote)
        return write.value
      }
    }
  }

  private struct Write<Value> {
    let value: Value
    let transaction: SQLTransaction
    let wrote: Bool
  }

  private func write<Value>(
    _ tenant: TenantID, on connection: PostgresConnection, knowing settings: KnownSettings,
    _ body: (SQLTransaction) throws -> Value
  ) throws -> Write<Value> {
    let start = ContinuousClock.now
    let before = connection.writtenRows
    let transaction = SQLTransaction(
      tenant: tenant, connection: connection, environment: environment, settings: settings)
    let value = try body(transaction)
    try dialect.index(transaction.searchChanges, on: connection)
    pool.measures.note(took: start.duration(to: .now))
    return Write(value: value, transaction: transaction, wrote: connection.writtenRows != before)
  }

  package func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    try await pool.run { [environment] place in
      try place.transact(.reading(.desk(tenant))) {
        try body(SQLReader(tenant: tenant, connection: $0, environment: environment))
      }
    }
  }

  package func view<Value: Sendable>(
    _ body: @escaping @Sendable (SQLHubView) throws -> Value
  ) async throws -> Value {
    try await pool.run { [environment] place in
      try place.transact(.reading(.hub)) { try body(SQLHubView(connection: $0, environment: environment)) }
    }
  }

  /// A desk knows from its beginning with which history of the database it goes on.
  package func create(_ record: DeskRecord) async throws {
    try await change { try $0.create(record) }
    guard let history else { return }
    try await transact(in: record.tenant.id, locking: .desk, until: .onDisk) { try $0.note(history: history.name) }
  }

  package func change(_ body: @escaping @Sendable (SQLHubView) throws -> Void) async throws {
    try await pool.run { [environment] place in
      try place.transact(.adding(.hub)) { try body(SQLHubView(connection: $0, environment: environment)) }
    }
  }
}
