import Foundation
import SQLStorage
import Storage
import Ticketing

/// Whether the bytes of every attachment are there and are what their hash says, and whether every file that is kept belongs
/// to one.
struct FileExamination {
  let hub: PostgresHub
  let now: Date

  /// A file is kept before its attachment is committed, and a message's files before the message.
  private static let longestUpload: TimeInterval = 86_400
  private static let page = 500

  func look(_ findings: inout Findings) async throws {
    try await known(&findings)
    try await unknown(&findings)
  }

  private func known(_ findings: inout Findings) async throws {
    var last: KnownFile?
    while true {
      let page = try await hub.view { [last] in try $0.files(after: last, limit: Self.page) }
      for file in page {
        guard let ailment = try await ailment(of: file) else { continue }
        findings.note(
          ailment,
          Finding.Case(tenant: file.tenant, noun: file.noun, name: file.name, note: file.hash.hex))
      }
      guard page.count == Self.page else { return }
      last = page.last
    }
  }

  /// Reads the whole file, a piece at a time.
  private func ailment(of file: KnownFile) async throws -> Ailment? {
    guard let source = try await hub.blobs.source(of: file.hash, in: file.tenant) else { return .fileMissing }
    do {
      guard try await source.contentHash() == file.hash.hex else { return .fileDamaged }
    } catch StorageError.corrupt { return .fileDamaged }
    return source.bytes == file.bytes ? nil : .fileSize
  }

  private func unknown(_ findings: inout Findings) async throws {
    let settled = SQLValue.date(now.addingTimeInterval(-Self.longestUpload))
    findings = try await hub.pool.run { [findings, environment = hub.environment] place in
      try place.transact(.reading(.hub)) { connection in
        var findings = findings
        let arrived = try SQLHubView(connection: connection, environment: environment).arrivedFiles()
        let files = try connection.rows(FileSQL.unused, [settled]) {
          (tenant: try $0.id(Tenant.self), hash: $0.text())
        }
        for file in files where !arrived.contains(file.hash) {
          findings.note(.fileUnused, Finding.Case(tenant: file.tenant, noun: .file, name: file.hash))
        }
        return findings
      }
    }
  }
}
