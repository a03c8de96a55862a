import Foundation
import PostgresEngine
import SQLiteEngine
import Vault

/// Storage of which a backup can be made while it is worked on.
protocol BackedUp: Sendable {
  func backUp(_ order: BackupOrder, _ progress: @escaping BackupProgress.Listener) async throws -> BackupManifest
}

extension SQLiteHub: BackedUp {}

extension PostgresHub: BackedUp {
  func backUp(_ order: BackupOrder, _ progress: @escaping BackupProgress.Listener) async throws -> BackupManifest {
    let manifest = try await lend { try Backup.make(of: $0, order, progress) }
    note(backupMade: order.madeAt)
    return manifest
  }
}

/// Makes backups of an open hub.
struct HubBackups: Sendable {
  let store: any BackedUp
  let keyFile: KeyFile
  let now: @Sendable () -> Date

  /// - Parameter path: a name for the new backup; or a directory, in which it gets a name that tells when it was made.
  func make(
    at path: String, withKeys: Bool, _ progress: @escaping BackupProgress.Listener
  ) async throws -> ControlAnswer.MadeBackup {
    let madeAt = now()
    let named = URL(filePath: path)
    let isFolder = Self.isDirectory(path) && !Backup.isBackup(named)
    let target = isFolder ? named.appendingPathComponent(Self.name(madeAt)) : named
    let order = BackupOrder(
      // What an earlier one left half-made in the same directory is found by its name, and removed.
      target: target, staging: isFolder ? named.appendingPathComponent("baton.partial") : nil, madeAt: madeAt,
      madeBy: Version.current, keys: try keyFile.load().ids.map(\.description),
      keyFile: withKeys ? URL(filePath: keyFile.path) : nil)
    let manifest = try await store.backUp(order, progress)
    return ControlAnswer.MadeBackup(
      path: target.path, databaseBytes: manifest.databaseBytes, files: manifest.files,
      fileBytes: manifest.fileBytes, missing: manifest.missing, keys: manifest.keys, withKeys: withKeys)
  }

  private static func isDirectory(_ path: String) -> Bool {
    (try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  /// Such as `baton-20270131T235959Z`: names sort by time.
  private static func name(_ date: Date) -> String {
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    return "baton-" + date.formatted(style)
  }
}
