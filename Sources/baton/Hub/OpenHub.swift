import Foundation
import Logging
import SQLiteEngine
import Storage
import Vault

/// Everything that stands on one data directory: its key file, its database, its attachments.
struct OpenHub: Sendable {
  let store: SQLiteHub
  let operations: Operations
  let logger: Logger
  let now: @Sendable () -> Date = { Date() }
  let seed: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

  /// - Throws: where another process owns the directory, or something in it cannot be opened.
  init(data: String, level: Logger.Level) async throws {
    var logger = Logger(label: "baton") { JSONLogHandler(label: $0) }
    logger.logLevel = level
    self.logger = logger
    let directory = URL(filePath: data, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let keyFile = KeyFile(path: data + "/baton.keys")
    let isNew = !FileManager.default.fileExists(atPath: data + "/baton.sqlite")
    // A database without its key file is not to be given a new one: nothing sealed in it would open again.
    let keys = try isNew ? keyFile.loadOrCreate() : keyFile.load()
    store = try SQLiteHub(at: directory, sealer: VaultSealer(keys: keys), logger: logger)
    operations = Operations(
      storage: store, directory: store, hasher: PasswordHasher(), now: now, seed: seed)
  }

  func close() async {
    do { try await store.close() } catch {
      logger.error("the storage did not close cleanly", metadata: ["error": "\(error)"])
    }
  }
}
