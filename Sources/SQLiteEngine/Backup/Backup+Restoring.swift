package import Foundation
package import Logging
package import SQLStorage
package import Storage
import Ticketing

extension Backup {
  /// Makes a data directory of it, brought to this version's schema. The directory appears whole under its name, or not at
  /// all. Look for `damage` and `checkSeals` before.
  ///
  /// - Parameters:
  ///   - target: where nothing is, or an empty directory.
  ///   - keyFile: the hub's; it is copied into the directory.
  ///   - seed: of what each desk says about it.
  /// - Throws: `BackupFailure`, `StorageError`, or what the listener throws.
  package func restore(
    to target: URL, keyFile: URL, sealer: any Sealer, logger: Logger, now: @escaping @Sendable () -> Date,
    seed: @Sendable () -> UInt64 = { UInt64.random(in: 0 ... .max) }, _ progress: BackupProgress.Listener = { _ in }
  ) async throws {
    let staged = try StagedDirectory(for: target)
    try placeDatabase(in: staged.place)
    _ = try HashedCopy.run(from: keyFile, to: staged.place.appendingPathComponent("baton.keys"))
    try placeFiles(in: try FileBlobs(at: staged.place.appendingPathComponent("blobs")), progress)
    let hub = try SQLiteHub(at: staged.place, sealer: sealer, logger: logger, now: now)
    try await beginAnew(hub, at: now(), seed)
    try await hub.close()
    try staged.finish()
  }

  /// Lends what `restore` would make a directory of, for another engine to keep. The rows lie in a directory meanwhile, which
  /// goes; the files are read where they are.
  ///
  /// - Parameter place: where nothing is.
  package func lend<Value: Sendable>(
    by place: URL, sealer: any Sealer, logger: Logger, now: @escaping @Sendable () -> Date,
    seed: @Sendable () -> UInt64 = { UInt64.random(in: 0 ... .max) },
    _ body: @escaping @Sendable (any HubMoment) throws -> Value
  ) async throws -> Value {
    let staged = try StagedDirectory(for: place)
    let path = try placeDatabase(in: staged.place)
    let hub = try SQLiteHub(at: staged.place, sealer: sealer, logger: logger, now: now)
    try await beginAnew(hub, at: now(), seed)
    try await hub.close()
    let value = try await BlobThread(named: "baton-moment").run { [directory] in
      try QuietDatabase(path).read { connection in
        try body(QuietMoment(connection: connection) { hash, _ in Self.file(hash.hex, in: directory) })
      }
    }
    return withExtendedLifetime(staged) { value }
  }

  @discardableResult
  private func placeDatabase(in place: URL) throws -> URL {
    let path = place.appendingPathComponent("baton.sqlite")
    let found = try HashedCopy.run(from: Self.database(in: directory), to: path)
    guard found.hash == manifest.databaseHash else {
      throw BackupFailure.damaged(["the database is not what was written"])
    }
    return path
  }

  /// Each desk asks its partners what was said after that moment, in a new epoch, so that nothing that it says now passes
  /// for what it has forgotten; its admins see in the audit log why.
  private func beginAnew(_ hub: SQLiteHub, at now: Date, _ seed: () -> UInt64) async throws {
    let record = AuditRecord(
      at: now, source: .commandLine, action: "hub.restore", subject: "hub",
      facts: [.backup(manifest.madeAt)])
    let asOf = manifest.madeAt
    for tenant in try await hub.tenants() {
      let moment = Moment(now: now, seed: seed())
      try await hub.write(in: tenant.id) { tx in
        var moment = moment
        try tx.beginAnew(after: asOf, &moment)
        try tx.append(record)
      }
    }
  }

  /// Each desk gets its own reference to a file; the bytes are copied once.
  private func placeFiles(in blobs: FileBlobs, _ progress: BackupProgress.Listener) throws {
    let database = try QuietDatabase(Self.database(in: directory))
    let total = try database.countFiles()
    let missing = Set(manifest.missing)
    var (looked, placed) = (0, [String: URL]())
    try database.forEachFile(.reading) { file in
      looked += 1
      try progress(BackupProgress(.files, done: looked, total: total))
      let target = blobs.path(of: file.hash, in: file.tenant)
      guard !missing.contains(file.hash.hex), access(target.path, F_OK) != 0 else { return }
      if let first = placed[file.hash.hex] {
        try Directories.make(target.deletingLastPathComponent())
        guard link(first.path, target.path) != 0 else { return }
      }
      let found = try HashedCopy.run(from: Self.file(file.hash.hex, in: directory), to: target)
      guard found.hash == file.hash.hex else {
        throw BackupFailure.damaged(["the bytes of file \(file.name) are not what they were"])
      }
      placed[file.hash.hex] = placed[file.hash.hex] ?? target
    }
  }
}
