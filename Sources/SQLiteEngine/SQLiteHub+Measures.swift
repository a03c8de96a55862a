package import Foundation
package import Measuring
import Storage

/// How the engine of storage is.
package struct StorageVitals: Sendable {
  package let databaseBytes: Int
  /// Of the write-ahead log.
  package let logBytes: Int
  /// For this user, where the data is; nil where the system does not tell.
  package let freeBytes: UInt64?
  /// When this process last made a backup.
  package let lastBackup: Date?
  /// Bodies written since the start, and the commits that they took.
  package let writes: Int
  package let commits: Int
}

extension SQLiteHub {
  package var vitals: StorageVitals {
    StorageVitals(
      databaseBytes: bytes(of: "baton.sqlite"), logBytes: bytes(of: "baton.sqlite-wal"), freeBytes: freeBytes,
      lastBackup: turn.lastMade, writes: writeCount, commits: commitCount)
  }

  /// What the writer does, and how much room there is.
  package var measures: [MetricFamily] {
    writer.measures.families + [
      size(of: "baton.sqlite", "baton_database_size_bytes", "The database file."),
      size(
        of: "baton.sqlite-wal", "baton_database_wal_size_bytes",
        "The write-ahead log, which is written back as it grows."),
      MetricFamily(
        .gauge, "baton_disk_free_bytes", "What is free, for this user, where the data is.",
        freeBytes.map { [MetricSample(Double($0))] } ?? []),
      MetricFamily(
        .gauge, "baton_last_backup_timestamp_seconds", "When this process last made a backup; absent until then.",
        turn.lastMade.map { [MetricSample($0.timeIntervalSince1970.rounded(.down))] } ?? []),
    ]
  }

  private func size(of file: String, _ name: String, _ help: String) -> MetricFamily {
    MetricFamily(.gauge, name, help, bytes(of: file))
  }

  /// A file that is not there has no bytes.
  private func bytes(of file: String) -> Int {
    var status = stat()
    let isThere = stat(directory.appendingPathComponent(file).path, &status) == 0
    return isThere ? Int(status.st_size) : 0
  }

  private var freeBytes: UInt64? { DiskRoom(at: directory.path)?.free }
}
