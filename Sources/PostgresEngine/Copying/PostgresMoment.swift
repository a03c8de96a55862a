import Dispatch
package import SQLStorage
import Storage
import Ticketing

/// A hub in PostgreSQL at one moment, whatever its nodes write meanwhile.
struct PostgresMoment: HubMoment {
  private let reading: PostgresConnection

  var connection: any SQLConnection { reading }

  init(at address: DatabaseAddress) throws {
    reading = try PostgresConnection(to: address, settings: Session.migrating)
    try Beginning.reading(.hub).send(on: reading, behind: try Wall(of: reading))
    // The moment is that of the first statement.
    _ = try reading.rows(SchemaVersion.newest, []) { $0.count() }
  }

  func end() throws { try reading.run("COMMIT") }

  func read(_ hash: ContentHash, of tenant: TenantID, _ take: ([UInt8]) throws -> Void) throws -> Bool {
    let file = try reading.rows(FileSQL.file, [.id(tenant), .text(hash.hex)]) { try $0.id(KeptFile.self) }.first
    guard let file else { return false }
    try reading.forEachPiece(of: file, in: tenant, take)
    return true
  }
}

private enum SchemaVersion {
  static let newest = Statement("SELECT max(number) FROM schema_migrations", scope: .hub)
}

extension PostgresHub {
  /// Lends the hub as it is now, on a connection beside the pool's and a thread of its own.
  package func lend<Value: Sendable>(
    _ body: @escaping @Sendable (any HubMoment) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "baton-pg-moment").async { [address] in
        continuation.resume(
          with: Result {
            let moment = try PostgresMoment(at: address)
            let value = try body(moment)
            try moment.end()
            return value
          })
      }
    }
  }
}
