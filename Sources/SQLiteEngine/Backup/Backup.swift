package import Foundation
import SQLStorage
package import Storage
import Ticketing

/// A backup: a directory with the database of one moment, and the bytes of every attachment that it knows, by hash.
package struct Backup: Sendable {
  package let directory: URL
  package let manifest: BackupManifest

  /// - Throws: `BackupFailure` where there is none, or none that this version can read.
  package init(at directory: URL) throws {
    self.directory = directory
    manifest = try BackupManifest.read(Self.manifest(in: directory))
  }

  static func manifest(in directory: URL) -> URL { directory.appendingPathComponent("backup.json") }
  static func database(in directory: URL) -> URL { directory.appendingPathComponent("baton.sqlite") }

  static func file(_ hash: String, in directory: URL) -> URL {
    directory.appendingPathComponent("blobs").appendingPathComponent(String(hash.prefix(2)))
      .appendingPathComponent(hash)
  }

  /// There only where the operator asked for it.
  package static func keyFile(in directory: URL) -> URL { directory.appendingPathComponent("baton.keys") }

  /// Whether a directory says that it is a backup; it may be a damaged one.
  package static func isBackup(_ directory: URL) -> Bool {
    FileManager.default.fileExists(atPath: manifest(in: directory).path)
  }

  /// Reads everything and says what is wrong, at most 100 things; empty where all is as it was made.
  package func damage(_ progress: BackupProgress.Listener = { _ in }) throws -> [String] {
    let path = Self.database(in: directory)
    guard let found = try? HashedCopy.run(from: path) else { return ["the database cannot be read"] }
    guard found.hash == manifest.databaseHash else { return ["the database is not what was written"] }
    let database = try QuietDatabase(path)
    let damage = try database.damage()
    guard damage.isEmpty else { return damage }
    return try damagedFiles(of: database, progress)
  }

  private func damagedFiles(of database: QuietDatabase, _ progress: BackupProgress.Listener) throws -> [String] {
    let total = try database.countFiles()
    var (looked, findings, seen) = (0, [String](), Set(manifest.missing))
    try database.forEachFile(.reading) { file in
      looked += 1
      guard findings.count < 100, seen.insert(file.hash.hex).inserted else { return }
      let found = try? HashedCopy.run(from: Self.file(file.hash.hex, in: directory))
      if found?.hash != file.hash.hex {
        let what = found == nil ? "cannot be read" : "are not what they were"
        findings.append("the bytes of file \(file.name) \(what)")
      }
      try progress(BackupProgress(.verifying, done: looked, total: total))
    }
    return findings
  }

  /// Opens one sealed value of each desk.
  ///
  /// - Throws: `StorageError.corrupt` where these are not the keys.
  package func checkSeals(_ sealer: any Sealer) throws {
    let environment = SQLEnvironment(sealer: sealer, dialect: SQLiteDialect(), now: { .distantPast }, sendsMail: false)
    try QuietDatabase(Self.database(in: directory)).read { connection in
      for tenant in try SQLHubView(connection: connection, environment: environment).tenants() {
        _ = try SQLReader(tenant: tenant.id, connection: connection, environment: environment).deskRecord()
      }
    }
  }
}

extension SQLEnvironment {
  /// For what reads nothing sealed.
  static var reading: SQLEnvironment {
    SQLEnvironment(sealer: NoSealer(), dialect: SQLiteDialect(), now: { .distantPast }, sendsMail: false)
  }
}
