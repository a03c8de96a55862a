import Foundation
import Logging
import SQLiteEngine
import Storage
import Ticketing

/// Level 2: the real SQL layer on files. A crash is a copy of the database and its log, opened again.
struct SQLiteHubStore: HubStore {
  private let hub: SQLiteHub
  private let folder: URL
  private let now: @Sendable () -> Date

  /// A new hub on a copy of one that was migrated before.
  init(copying template: SQLiteTemplate, now: @escaping @Sendable () -> Date) throws {
    try self.init(on: template.copy(), now: now)
  }

  init(on directory: URL, now: @escaping @Sendable () -> Date) throws {
    self.folder = directory
    self.now = now
    hub = try SQLiteHub(
      at: directory, sealer: OpenSealer(), logger: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() },
      now: now, sendsMail: false, stepping: .withCaller)
  }

  var desks: any DeskStorage { hub }
  var queue: any DeliveryQueue { hub }
  var directory: any TenantDirectory { hub }

  func reopened(tear: Int?) throws -> any HubStore {
    let copy = folder.deletingLastPathComponent().appendingPathComponent(UUID().uuidString)
    let files = FileManager.default
    try files.createDirectory(at: copy, withIntermediateDirectories: true)
    for name in [Self.database, Self.log] {
      let source = folder.appendingPathComponent(name)
      if files.fileExists(atPath: source.path) {
        try files.copyItem(at: source, to: copy.appendingPathComponent(name))
      }
    }
    if let tear { try Self.append(tear, to: copy.appendingPathComponent(Self.log)) }
    close()
    return try SQLiteHubStore(on: copy, now: now)
  }

  var isCopiedInMidst: Bool { true }

  func copied() throws -> any HubCopy {
    let target = folder.deletingLastPathComponent().appendingPathComponent("copy-\(UUID().uuidString)")
    return try SQLiteHubCopy(of: hub, at: target, now: now)
  }

  func close() {
    // The world is over, or the process is dead: nothing is put in order any more.
    try? hub.abandonWithCaller()
    try? FileManager.default.removeItem(at: folder)
  }

  static let database = "baton.sqlite"
  static let log = "baton.sqlite-wal"

  /// Frames of a transaction that was never committed: bytes that no checksum fits.
  private static func append(_ bytes: Int, to log: URL) throws {
    guard let handle = FileHandle(forWritingAtPath: log.path) else { return }
    defer { try? handle.close() }
    guard try handle.seekToEnd() > 0 else { return }
    try handle.write(contentsOf: Data(repeating: 0xA5, count: bytes))
  }
}
