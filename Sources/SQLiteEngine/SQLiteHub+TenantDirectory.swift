package import Foundation
import GRDB
import SQLStorage
package import Storage
package import Ticketing

extension SQLiteHub: TenantDirectory {
  package func create(_ record: DeskRecord) async throws {
    try await writer.write { [environment] connection in
      try SQLHubView(connection: connection, environment: environment).create(record)
      return ((), WriteEffects())
    }
  }

  package func tenant(slug: String) async throws -> Tenant? { try await view { try $0.tenant(slug: slug) } }

  package func tenants() async throws -> [Tenant] { try await view { try $0.tenants() } }

  package func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] {
    try await view { try $0.dueTimers(now: now, limit: limit) }
  }

  package func nextTimer(after now: Date) async throws -> Date? {
    try await view { try $0.nextTimer(after: now) }
  }

  package func census() async throws -> HubCensus { try await view { try $0.census() } }

  package func deskCensuses(seenSince: Date) async throws -> [DeskCensus] {
    try await view { try $0.deskCensuses(seenSince: seenSince) }
  }

  package func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] {
    try await view { try $0.deliveryPiles(of: tenant) }
  }

  package func migrations() async throws -> [Int] { try await view { try $0.migrations() } }

  package func examine(now: Date) async throws -> [Finding] {
    let desks = try await view { try $0.examine(now: now) }
    return try await fileFindings() + indexFindings() + desks + blobFindings()
  }

  private func fileFindings() async throws -> [Finding] {
    try await file.read { connection in
      let damage = try connection.rows(SQLiteChecks.integrity, []) { $0.text() }.filter { $0 != "ok" }
      let dangling = try connection.rows(SQLiteChecks.references, []) { $0.text() }
      return damage.map { Finding(check: "integrity", detail: $0) }
        + Set(dangling).sorted().map { Finding(check: "orphan", detail: "a row of \($0) refers to nothing") }
    }
  }

  /// Every file's bytes are there, and are what their hash says; at most 100 findings.
  private func blobFindings() async throws -> [Finding] {
    var findings: [Finding] = []
    var last: KnownFile?
    while findings.count < 100 {
      let page = try await view { [last] in try $0.files(after: last, limit: 500) }
      guard let end = page.last else { break }
      for file in page where findings.count < 100 {
        guard let problem = try await blobs.problem(with: file.hash, in: file.tenant) else { continue }
        let detail = "the bytes of attachment \(file.attachment) of tenant \(file.tenant) \(problem)"
        findings.append(Finding(check: "file", detail: detail))
      }
      last = end
    }
    return findings
  }

  /// The index checks itself by a statement that counts as a write.
  private func indexFindings() async throws -> [Finding] {
    try await writer.write { connection in
      do {
        try connection.execute(SQLiteDialect.check, [])
        return ([], WriteEffects())
      } catch StorageError.corrupt(let detail) {
        return ([Finding(check: "index", detail: detail)], WriteEffects())
      }
    }
  }
}

enum SQLiteChecks {
  static let integrity = Statement("PRAGMA integrity_check(100)", scope: .hub)
  static let references = Statement("PRAGMA foreign_key_check", scope: .hub)
}
