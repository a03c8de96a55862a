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
      try Backup.fill(place, order, listener) { file, target in
        let source = blobs.path(of: file.hash, in: file.tenant)
        return access(source.path, R_OK) == 0 ? try HashedCopy.run(from: source, to: target) : nil
      }
    }
    try staged.finish()
    turn.note(made: order.madeAt)
    return manifest
  }

  /// In one read transaction, whose snapshot the writer does not disturb: a backup without one begins anew at each write.
  private func copyDatabase(to target: URL, _ progress: @escaping BackupProgress.Listener) async throws {
    do {
      try await file.current().read { source in
        _ = try Row.fetchOne(source, sql: "SELECT number FROM schema_migrations LIMIT 1")
        let pageBytes = try Int.fetchOne(source, sql: "PRAGMA page_size") ?? SQLiteFile.usualPageBytes
        let copy = try Backup.summedDatabase(at: target, pageBytes: pageBytes)
        try copy.writeWithoutTransaction { destination in
          try source.backup(to: destination, pagesPerStep: 2_048) {
            try progress(BackupProgress(.database, done: $0.completedPageCount, total: $0.totalPageCount))
          }
          // One file, whole in itself, that can be read where nothing can be written.
          try destination.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
      }
    } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }
}
