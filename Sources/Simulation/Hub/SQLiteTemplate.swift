package import Foundation
import Logging
import SQLiteEngine
import Storage
import Ticketing

/// A database that has its schema and nothing in it: each world of level 2 begins with a copy.
package final class SQLiteTemplate: Sendable {
  private let folder: URL
  private let original: URL

  /// - Parameter folder: a directory of its own, best in memory; it is removed with the template.
  package init(in folder: URL) throws {
    self.folder = folder
    original = folder.appendingPathComponent("template")
    try open().closeWithCaller()
    // With a log in which something stands, so that opening a copy does not have to begin one.
    try open().abandonWithCaller()
  }

  private func open() throws -> SQLiteHub {
    try SQLiteHub(
      at: original, sealer: OpenSealer(), logger: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() },
      now: { NodeClock.beginning }, sendsMail: false, stepping: .withCaller, pageBytes: 1_024)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func copy() throws -> URL {
    let copy = folder.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for name in [SQLiteHubStore.database, SQLiteHubStore.log] {
      try FileManager.default.copyItem(
        at: original.appendingPathComponent(name), to: copy.appendingPathComponent(name))
    }
    return copy
  }
}

/// Seals nothing: a simulated desk keeps no secrets.
struct OpenSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { Array(tenant.description.utf8) }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { sealed }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
