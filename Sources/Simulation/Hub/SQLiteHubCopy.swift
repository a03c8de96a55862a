import Foundation
import Logging
import SQLiteEngine
import Storage

/// Level 2: a real backup in a directory of its own, put back by the code that an operator's command runs.
struct SQLiteHubCopy: HubCopy {
  let directory: URL
  let now: @Sendable () -> Date

  /// Also in the midst of a write, of which nothing is in the copy.
  init(of hub: SQLiteHub, at directory: URL, now: @escaping @Sendable () -> Date) throws {
    self.directory = directory
    self.now = now
    let order = BackupOrder(target: directory, madeAt: now(), madeBy: "simulation")
    _ = try WaitingLoop().run { try await hub.backUp(order) { _ in } }
  }

  func opened() throws -> any HubStore {
    let place = newPlace()
    let files = FileManager.default
    try files.createDirectory(at: place, withIntermediateDirectories: true)
    try files.copyItem(
      at: directory.appendingPathComponent(SQLiteHubStore.database),
      to: place.appendingPathComponent(SQLiteHubStore.database))
    return try SQLiteHubStore(on: place, now: now)
  }

  func putBack(on loop: StepLoop, seed: UInt64) throws -> any HubStore {
    let place = newPlace()
    let keys = directory.appendingPathComponent("backup.json")
    let (backup, seeds) = (try Backup(at: directory), SeedStream(Chance(seed: seed)))
    try WaitingLoop().run { [now] in
      try await backup.restore(
        to: place, keyFile: keys, sealer: OpenSealer(), logger: Logger(label: "copy") { _ in SwiftLogNoOpLogHandler() },
        now: now, seed: { seeds.next })
    }
    return try SQLiteHubStore(on: place, now: now)
  }

  /// What cannot be removed goes with the folder that all lies in.
  func discard() { try? FileManager.default.removeItem(at: directory) }

  private func newPlace() -> URL {
    directory.deletingLastPathComponent().appendingPathComponent(UUID().uuidString)
  }
}
