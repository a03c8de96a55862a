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
    try await pool.run(for: locks == .desk ? tenant : nil) { [self] place in
      let start = ContinuousClock.now
      var wrote = false
      let (value, transaction) = try place.transact(.writing(tenant, locks, durability), reach: trace) { connection in
        let transaction = SQLTransaction(tenant: tenant, connection: connection, environment: environment)
        let before = connection.writtenRows
        let value = try body(transaction)
        wrote = connection.writtenRows != before
        try dialect.index(transaction.searchChanges, on: connection)
        return (value, transaction)
      }
      pool.measures.note(took: start.duration(to: .now))
      tell(transaction, wrote: wrote)
      return value
    }
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

  package func change(_ body: @escaping @Sendable (SQLHubView) throws -> Void) async throws {
    try await pool.run { [environment] place in
      try place.transact(.adding(.hub)) { try body(SQLHubView(connection: $0, environment: environment)) }
    }
  }

  /// For the tests that stop the process at a stage; costs nothing at any other level.
  private func trace(_ stage: TransactionStage) {
    guard logger.logLevel <= .trace else { return }
    logger.trace("write", metadata: ["stage": .string(stage.rawValue), "bodies": "1"])
  }
}
