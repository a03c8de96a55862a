import Federation
import Foundation
import SQLStorage
import Storage
import Ticketing

/// Whether the bytes of every attachment are there and are what their hash says, and whether every file that lies there
/// belongs to one.
struct FileExamination {
  let blobs: FileBlobs
  let environment: SQLEnvironment
  let now: Date

  /// A file lies there before its attachment is committed, and a message's files before the message.
  private static let longestUpload: TimeInterval = 86_400
  private static let page = 500

  func look(on connection: ExaminingConnection, _ findings: Findings) async throws -> Findings {
    var findings = findings
    try await known(on: connection, &findings)
    try await unknown(on: connection, &findings)
    return findings
  }

  private func known(on connection: ExaminingConnection, _ findings: inout Findings) async throws {
    var last: KnownFile?
    while true {
      let page: [KnownFile]
      do {
        page = try await connection.read { [environment, last] connection in
          try SQLHubView(connection: connection, environment: environment).files(after: last, limit: Self.page)
        }
      } catch StorageError.corrupt(let detail) {
        return findings.note(.damage, Finding.Case(tenant: nil, noun: .database, name: "baton.sqlite", note: detail))
      }
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
    switch try await blobs.state(of: file.hash, in: file.tenant) {
    case .gone: .fileMissing
    case .altered: .fileDamaged
    case .whole(let bytes): bytes == file.bytes ? nil : .fileSize
    }
  }

  /// The hashes that one desk knows are held in memory, some hundred bytes each, its files a folder at a time.
  private func unknown(on connection: ExaminingConnection, _ findings: inout Findings) async throws {
    let settled = now.addingTimeInterval(-Self.longestUpload)
    for folder in try blobs.desks() {
      let prefixes = try blobs.prefixes(of: folder)
      findings = try await connection.read { [findings, environment, blobs] connection in
        var findings = findings
        let view = SQLHubView(connection: connection, environment: environment)
        var used = try view.arrivedFiles()
        if let tenant = folder.tenant { try view.forEachHash(of: tenant) { used.insert($0) } }
        for prefix in prefixes {
          for file in blobs.files(of: folder, beginning: prefix)
          where file.changedAt < settled && !used.contains(file.name) {
            findings.note(.fileUnused, Finding.Case(tenant: folder.tenant, noun: .file, name: file.path))
          }
        }
        return findings
      }
    }
  }
}
