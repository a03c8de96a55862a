import Federation
package import Foundation
import Storage
package import Ticketing

/// A hub as it is at one moment, lent by the engine that keeps it to whoever carries it elsewhere; for one thread, while it
/// is lent.
package protocol HubMoment {
  /// Sees all rows as they are at that moment.
  var connection: any SQLConnection { get }

  /// Gives the bytes of a file that a tenant has, a piece at a time; false where they are gone.
  func read(_ hash: ContentHash, of tenant: TenantID, _ take: ([UInt8]) throws -> Void) throws -> Bool
}

/// A file whose bytes a tenant should have.
package struct NeededFile: Sendable, Hashable {
  package let tenant: TenantID
  package let hash: ContentHash
  /// Nil where it belongs to a message that waits to be applied.
  package let id: UUID?
}

enum NeededFileSQL {
  static let arrived = Statement(
    """
    SELECT tenant_id, wire FROM deliveries
    WHERE direction = 'in' AND kind IN ('offer', 'file') AND state IN ('waiting', 'parked')
    """, scope: .hub)

  static let all = [arrived]
}

extension HubMoment {
  /// What is kept with one attachment or with several of one desk comes once for each.
  package func forEachNeededFile(_ body: (NeededFile) throws -> Void) throws {
    var last: KnownFile?
    while true {
      let page = try connection.files(after: last, limit: 500)
      for file in page {
        try body(NeededFile(tenant: file.tenant, hash: file.hash, id: file.id))
      }
      guard let end = page.last else { break }
      last = end
    }
    let arrived = try connection.rows(NeededFileSQL.arrived, []) { columns in
      let tenant: TenantID = try columns.id()
      let envelope = try? Envelope(wireBytes: columns.bytes())
      return (envelope?.files ?? []).map { NeededFile(tenant: tenant, hash: $0.hash, id: nil) }
    }
    for file in arrived.flatMap(\.self) { try body(file) }
  }

  /// Stands for the hub's desks as they are; nil where there is none.
  package func mark() throws -> String? {
    guard let tenants = Table.all.first else { return nil }
    let sum = try connection.sum(of: tenants)
    return sum.rows == 0 ? nil : sum.hexadecimal
  }

  package func countNeededFiles() throws -> Int {
    try connection.first(KnownFileSQL.countFiles, []) { $0.count() } ?? 0
  }
}
