import Foundation
import GRDB
import SQLStorage
import Storage
import Ticketing

/// What making a backup takes, whichever engine keeps the hub.
extension Backup {
  /// A database whose first page is written, so that the others are known to bear sums: what comes from the log bears none
  /// that is right.
  ///
  /// - Parameter pageBytes: as long as those of what is copied into it, page by page.
  static func summedDatabase(at place: URL, pageBytes: Int = SQLiteFile.usualPageBytes) throws -> DatabaseQueue {
    guard SummedPages.isInPlace else { throw StorageError.unavailable("SQLite takes no layer beneath it") }
    let database = try DatabaseQueue(path: place.path)
    try database.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA page_size = \(pageBytes)")
      SummedPages.makeRoom(in: connection.sqliteConnection)
      try connection.execute(sql: "PRAGMA user_version = 1")
    }
    return database
  }

  /// Brings one file to its place; nil where its bytes are gone.
  typealias FileCopy = (_ file: KnownFile, _ target: URL) throws -> (hash: String, bytes: Int)?

  /// Adds everything else to a database.
  static func fill(
    _ place: URL, _ order: BackupOrder, _ progress: BackupProgress.Listener, _ copy: FileCopy
  ) throws -> BackupManifest {
    let path = Self.database(in: place)
    let database = try QuietDatabase(path)
    let damage = try database.damage()
    guard damage.isEmpty else { throw BackupFailure.damaged(damage) }
    let copied = try copyFiles(of: database, to: place, progress, copy)
    if let keyFile = order.keyFile { _ = try HashedCopy.run(from: keyFile, to: Self.keyFile(in: place)) }
    let (hash, bytes) = try HashedCopy.run(from: path)
    let manifest = BackupManifest(
      format: BackupManifest.currentFormat, madeAt: order.madeAt, madeBy: order.madeBy, databaseBytes: bytes,
      databaseHash: hash, files: copied.files, fileBytes: copied.bytes, missing: copied.missing.sorted(),
      keys: order.keys)
    try DurableFile.write(try manifest.bytes(), to: Self.manifest(in: place))
    return manifest
  }

  private static func copyFiles(
    of database: QuietDatabase, to place: URL, _ progress: BackupProgress.Listener, _ copy: FileCopy
  ) throws -> (files: Int, bytes: Int, missing: Set<String>) {
    let total = try database.countFiles()
    var (looked, files, bytes) = (0, 0, 0)
    var missing: Set<String> = []
    try progress(BackupProgress(.files, done: 0, total: total))
    try database.forEachFile(.reading) { file in
      looked += 1
      try progress(BackupProgress(.files, done: looked, total: total))
      let target = Self.file(file.hash.hex, in: place)
      guard access(target.path, F_OK) != 0 else { return }
      guard let copied = try copy(file, target), copied.hash == file.hash.hex else {
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
