import Federation
import Foundation
import Logging
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Ticketing

/// A hub to copy, and a place for copies.
struct BackupTrial {
  let trial: SQLiteTrial
  let folder: URL

  init() throws {
    trial = try SQLiteTrial()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("baton-backups-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  var target: URL { folder.appendingPathComponent("copy") }
  var restored: URL { folder.appendingPathComponent("hub") }
  var keyFile: URL { folder.appendingPathComponent("keys") }

  func order(to target: URL? = nil, keyFile: URL? = nil) -> BackupOrder {
    BackupOrder(
      target: target ?? self.target, madeAt: trial.clock.now, madeBy: "test", keys: ["K"], keyFile: keyFile)
  }

  @discardableResult
  func backUp(_ progress: @escaping BackupProgress.Listener = { _ in }) async throws -> Backup {
    _ = try await trial.hub.backUp(order(), progress)
    return try Backup(at: target)
  }

  /// Keeps a file on a ticket, in one tenant's name.
  func attach(_ text: String, in desk: (tenant: TenantID, statuses: StatusBook)) async throws -> ContentHash {
    let seed = text.utf8.reduce(1) { $0 &* 31 &+ Int($1) } & 0xFFFF_FFFF
    let ticket = try await trial.open(seed, in: desk)
    let sink = try await trial.hub.blobs.receive(in: desk.tenant)
    try await sink.write(Array(text.utf8))
    let (hash, bytes) = try await sink.finish()
    let now = trial.clock.now
    try await trial.hub.write(in: desk.tenant) {
      var moment = Moment(now: now, seed: UInt64(seed))
      try $0.insert(
        Attachment(
          id: moment.newID(), ticket: ticket, comment: nil, event: moment.newID(), name: "a", mediaType: "text/plain",
          bytes: bytes, hash: hash, audience: .internal, author: Author(kind: .system, name: "", desk: "Acme"),
          origin: .here, createdAt: now))
    }
    return hash
  }

  func restore(_ backup: Backup) async throws -> SQLiteHub {
    if !FileManager.default.fileExists(atPath: keyFile.path) { try Data("keys".utf8).write(to: keyFile) }
    let now = trial.clock.now
    let logger = Logger(label: "backup-tests") { _ in SwiftLogNoOpLogHandler() }
    try await backup.restore(to: restored, keyFile: keyFile, sealer: PlaceSealer(), logger: logger, now: { now })
    return try SQLiteHub(at: restored, sealer: PlaceSealer(), logger: logger, now: { now })
  }

  /// Where the hub keeps a file.
  func kept(_ hash: ContentHash, in tenant: TenantID) -> URL {
    trial.directory.appendingPathComponent("blobs/\(tenant)/\(hash.hex.prefix(2))/\(hash.hex)")
  }

  /// Turns one byte of a file over.
  func spoil(_ path: URL, at offset: Int) throws {
    var bytes = try Data(contentsOf: path)
    bytes[offset] ^= 0x40
    try bytes.write(to: path)
  }

  var leftovers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "keys" }.sorted() }
  }

  func close() async throws {
    try await trial.close()
    try FileManager.default.removeItem(at: folder)
  }
}
