package import Storage
package import Ticketing

/// A hub kept in SQL tables. An engine says how its transactions begin and how far their commits have to come; what the
/// desks, the relay and the directory do in them is the same everywhere.
package protocol SQLHub: DeskStorage, DeliveryQueue, MailQueue, WebhookQueue, IntakeQueue, AddressDirectory,
  TenantDirectory
{
  /// Writes one desk; returns once the commit has come so far.
  ///
  /// - Parameter locks: what nobody else writes meanwhile.
  func transact<Value: Sendable>(
    in tenant: TenantID, locking locks: Locking, until durability: Durability,
    _ body: @escaping @Sendable (SQLTransaction) throws -> Value
  ) async throws -> Value

  /// Reads one state of all desks.
  func view<Value: Sendable>(_ body: @escaping @Sendable (SQLHubView) throws -> Value) async throws -> Value

  /// Writes what is no desk's own; returns once it is on disk.
  func change(_ body: @escaping @Sendable (SQLHubView) throws -> Void) async throws
}

/// What stands still for a transaction that writes a desk, where others may write it too. One writer alone holds everything.
package enum Locking: Sendable {
  /// All that the transaction reads.
  case desk
  /// The rows alone that its statements lock.
  case rows
}

extension SQLHub {
  package func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value {
    try await transact(in: tenant, locking: .desk, until: .onDisk) { try body($0) }
  }
}
