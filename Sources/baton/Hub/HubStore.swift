import Foundation
import Measuring
import PostgresEngine
import SQLiteEngine
import Storage

/// What this process needs of the hub's storage, whichever engine keeps it.
protocol HubStore: DeskStorage, TenantDirectory, DeliveryQueue, MailQueue, WebhookQueue, IntakeQueue,
  AddressDirectory
{
  associatedtype Files: BlobStore
  var blobs: Files { get }
  /// What pages that are open listen to.
  var feed: DeskFeed { get }
  var measures: [MetricFamily] { get }
  func health() async throws -> StorageHealth
  /// Answers what was asked before; what is asked later is refused.
  func close() async throws
}

extension HubStore {
  var files: any BlobStore { blobs }
}

/// How the storage is; nil where the engine does not tell.
struct StorageHealth: Sendable {
  let databaseBytes: Int
  /// Of the write-ahead log.
  var logBytes: Int?
  /// For this user, where the data is.
  var freeBytes: Int?
  /// When this process last made a backup.
  var lastBackup: Date?
  var writesPerCommit: Double?
}

extension SQLiteHub: HubStore {
  func health() async throws -> StorageHealth {
    let vitals = vitals
    return StorageHealth(
      databaseBytes: vitals.databaseBytes, logBytes: vitals.logBytes,
      freeBytes: vitals.freeBytes.map { Int(clamping: $0) }, lastBackup: vitals.lastBackup,
      writesPerCommit: vitals.commits > 0 ? Double(vitals.writes) / Double(vitals.commits) : nil)
  }
}

extension PostgresHub: HubStore {
  func health() async throws -> StorageHealth {
    StorageHealth(databaseBytes: try await databaseBytes(), lastBackup: lastBackup)
  }
}
