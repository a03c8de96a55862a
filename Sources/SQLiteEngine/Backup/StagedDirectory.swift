import Foundation
import Storage

/// A directory that appears under its name whole, or not at all.
///
/// It is made beside its place under a name of its own. What a process that died left there is removed by the next one, and
/// nothing else is: the mark says whose it is, and its lock whether somebody is still at it.
final class StagedDirectory {
  /// Where its contents are put.
  let place: URL
  private let target: URL
  private var lock: DirectoryLock?

  static let mark = ".baton-unfinished"

  /// - Parameter place: on the same file system as the target; beside it unless told.
  /// - Throws: `BackupFailure`.
  init(for target: URL, at place: URL? = nil) throws {
    self.target = target
    self.place = place ?? URL(filePath: target.path + ".partial")
    guard Self.isVacant(target) else { throw BackupFailure.exists(path: target.path) }
    try takePlace()
  }

  deinit { discard() }

  private func takePlace() throws {
    let names = try? FileManager.default.contentsOfDirectory(atPath: place.path)
    if let names, !names.isEmpty, !names.contains(Self.mark) { throw BackupFailure.inTheWay(path: place.path) }
    do {
      try Directories.make(place)
    } catch {
      throw BackupFailure.cannotWrite(path: place.path, reason: "the directory cannot be made")
    }
    do { lock = try DirectoryLock(place, name: Self.mark) } catch { throw BackupFailure.beingMade(path: place.path) }
    try empty()
  }

  /// Takes everything away but the mark: without it, what a process that dies meanwhile leaves would be taken for somebody
  /// else's.
  private func empty() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: place.path) where name != Self.mark {
      try FileManager.default.removeItem(at: place.appendingPathComponent(name))
    }
  }

  /// Makes everything durable and gives it its name.
  func finish() throws {
    let folders = FileManager.default.enumerator(at: place, includingPropertiesForKeys: [.isDirectoryKey])
    while let folder = folders?.nextObject() as? URL {
      if try folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false { try Directories.sync(folder) }
    }
    try Directories.sync(place)
    // Where something has come to stand there meanwhile, the rename is refused: only an empty directory gives way.
    guard Self.isVacant(target) else { throw BackupFailure.exists(path: target.path) }
    guard rename(place.path, target.path) == 0 else {
      throw BackupFailure.cannotWrite(path: target.path, reason: SystemError.last)
    }
    lock?.release()
    lock = nil
    // The mark goes last here, too.
    unlink(target.appendingPathComponent(Self.mark).path)
    try Directories.sync(target.deletingLastPathComponent())
  }

  private func discard() {
    guard let lock else { return }
    if (try? empty()) != nil { try? FileManager.default.removeItem(at: place) }
    lock.release()
  }

  /// Whether nothing is there, or an empty directory.
  private static func isVacant(_ target: URL) -> Bool {
    var status = stat()
    guard lstat(target.path, &status) == 0 else { return true }
    return (try? FileManager.default.contentsOfDirectory(atPath: target.path))?.isEmpty ?? false
  }
}
