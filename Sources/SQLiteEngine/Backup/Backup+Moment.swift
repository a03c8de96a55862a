import Foundation
import GRDB
package import SQLStorage
import Storage

extension Backup {
  /// Makes a backup of a hub that is lent: its rows become a database of SQLite's, so that there is one kind of backup,
  /// which every engine takes back. Runs on the caller's thread.
  ///
  /// - Throws: `BackupFailure`, `StorageError`, or what the listener throws; then nothing of the backup is left.
  package static func make(
    of moment: any HubMoment, _ order: BackupOrder, _ progress: BackupProgress.Listener
  ) throws -> BackupManifest {
    let staged = try StagedDirectory(for: order.target, at: order.staging)
    let path = database(in: staged.place)
    do { try write(moment, to: path, at: order.madeAt, progress) } catch let error as DatabaseError {
      throw StorageError(error)
    }
    try DurableFile.sync(path)
    let manifest = try fill(staged.place, order, progress) { file, target in
      try HashedCopy.run(to: target) { try moment.read(file.hash, of: file.tenant, $0) }
    }
    try staged.finish()
    return manifest
  }

  private static func write(
    _ moment: any HubMoment, to path: URL, at madeAt: Date, _ progress: BackupProgress.Listener
  ) throws {
    let queue = try summedDatabase(at: path)
    try queue.writeWithoutTransaction { database in
      // Nothing counts before the end, when all of it is brought to the disk.
      try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -65536")
      let connection = SQLiteConnection(database)
      _ = try Migrator(connection: connection, dialect: SQLiteDialect()).run(at: madeAt) {
        try connection.inTransaction($0)
      }
      let rows = RowCopy(from: moment.connection, to: connection, SQLiteDialect()) { try connection.inTransaction($0) }
      try rows.run { try progress(BackupProgress(.rows, done: $0, total: $1)) }
      let differences = try rows.differences { try progress(BackupProgress(.comparing, done: $0, total: $1)) }
      guard differences.isEmpty else { throw BackupFailure.damaged(differences) }
      // One file, whole in itself, that can be read where nothing can be written.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
    }
    try queue.close()
  }
}
