package import Storage
package import Ticketing

extension ModelHub: DeskStorage {
  package func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value {
    try transact(in: tenant) { try body($0) }
  }

  package func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    try read(in: tenant, by: { try body($0) })
  }

  package func version(of tenant: TenantID) -> UInt64? { versionInStore(of: tenant) }
  package func accessVersion(of tenant: TenantID) -> UInt64? { accessVersionInStore(of: tenant) }
}
