package import Foundation
import GRDB
import SQLStorage
import Storage
import Ticketing

/// What is to become of a backup.
package struct BackupOrder: Sendable {
  /// Where it is to be; nothing, or an empty directory, may be there.
  package let target: URL
  /// Where it is made; on the target's file system. Beside the target unless told.
  package let staging: URL?
  package let madeAt: Date
  package let madeBy: String
  /// The ids of the keys that the hub has.
  package let keys: [String]
  /// Goes into the backup as well: whoever has the backup then opens everything sealed in it.
  package let keyFile: URL?

  package init(
    target: URL, staging: URL? = nil, madeAt: Date, madeBy: String, keys: [String] = [], keyFile: URL? = nil
  ) {
    self.target = target
    self.staging = staging
    self.madeAt = madeAt
    self.madeBy = madeBy
    self.keys = keys
    self.keyFile = keyFile
  }
}

extension SQLiteHub {
  /// Copies the database as it is at one moment, and the files that it knows, while everybody goes on writing.
  ///
  /// Files are never changed once they are kept, so that those of the moment can be copied after it.
  ///
  /// - Throws: `BackupFailure`, `StorageError`, or what the listener throws; then nothing of the backup is left.
  package func backUp(_ order: BackupOrder, _ progress: @escaping BackupProgress.Listener) async throws
    -> BackupManifest
  {
    guard turn.begin() else { throw BackupFailure.beingMade(path: order.target.path) }
    defer { turn.end() }
    let listener: BackupProgress.Listener = { [turn] in
      guard !turn.isStopping else { throw BackupFailure.stopped }
      try progress($0)
    }
    let staged = try StagedDirectory(for: order.target, at: order.staging)
    let place = staged.place
    try await copyDatabase(to: Backup.database(in: place), listener)
    turn.leaveDatabase()
    let manifest = try await BlobThread(named: "baton-backup").run { [blobs] in
      try Self.fill(place, order, from: blobs, listener)
    }
    try staged.finish()
    turn.note(made: order.madeAt)
    return manifest
  }

  /// In one read transaction, whose snapshot the writer does not disturb: a backup without one begins anew at each write.
  private func copyDatabase(to target: URL, _ progress: @escaping BackupProgress.Listener) async throws {
    do {
      let copy = try Self.summedDatabase(at: target)
      try await file.current().read { source in
        _ = try Row.fetchOne(source, sql: "SELECT number FROM schema_migrations LIMIT 1")
        try copy.writeWithoutTransaction { destination in
          try source.backup(to: destination, pagesPerStep: 2_048) {
            try progress(BackupProgress(.database, done: $0.completedPageCount, total: $0.totalPageCount))
          }
          // One file, whole in itself, that can be read where nothing can be written.
          try destination.execute(sql: "PRAGMA journal_mode = DELETE")
        }
      }
      try copy.close()
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// A database whose first page is written, so that the others are known to bear sums: what comes from the log bears none
  /// that is right.
  private static func summedDatabase(at place: URL) throws -> DatabaseQueue {
    let database = try DatabaseQueue(path: place.path)
    try database.writeWithoutTransaction { connection in
      SummedPages.makeRoom(in: connection.sqliteConnection)
      try connection.execute(sql: "PRAGMA user_version = 1")
    }
    return database
  }

  private static func fill(
    _ place: URL, _ order: BackupOrder, from blobs: FileBlobs, _ progress: BackupProgress.Listener
  ) throws -> BackupManifest {
    let path = Backup.database(in: place)
    let database = try QuietDatabase(path)
    let damage = try database.damage()
    guard damage.isEmpty else { throw BackupFailure.damaged(damage) }
    let copied = try copyFiles(of: database, to: place, from: blobs, progress)
    if let keyFile = order.keyFile { _ = try HashedCopy.run(from: keyFile, to: Backup.keyFile(in: place)) }
    let (hash, bytes) = try HashedCopy.run(from: path)
    let manifest = BackupManifest(
      format: BackupManifest.currentFormat, madeAt: order.madeAt, madeBy: order.madeBy, databaseBytes: bytes,
      databaseHash: hash, files: copied.files, fileBytes: copied.bytes, missing: copied.missing.sorted(),
      keys: order.keys)
    try DurableFile.write(try manifest.bytes(), to: Backup.manifest(in: place))
    return manifest
  }

  private static func copyFiles(
    of database: QuietDatabase, to place: URL, from blobs: FileBlobs, _ progress: BackupProgress.Listener
  ) throws -> (files: Int, bytes: Int, missing: Set<String>) {
    let total = try database.countFiles()
    var (looked, files, bytes) = (0, 0, 0)
    var missing: Set<String> = []
    try progress(BackupProgress(.files, done: 0, total: total))
    try database.forEachFile(.reading) { file in
      looked += 1
      try progress(BackupProgress(.files, done: looked, total: total))
      let target = Backup.file(file.hash.hex, in: place)
      guard access(target.path, F_OK) != 0 else { return }
      let source = blobs.path(of: file.hash, in: file.tenant)
      guard access(source.path, R_OK) == 0 else {
        missing.insert(file.hash.hex)
        return
      }
      let copied = try HashedCopy.run(from: source, to: target)
      guard copied.hash == file.hash.hex else {
        unlink(target.path)
        missing.insert(file.hash.hex)
        return
      }
      // What one desk lacks, another one may have.
      missing.remove(file.hash.hex)
      (files, bytes) = (files + 1, bytes + copied.bytes)
    }
    return (files, bytes, missing)
  }
}
