import Foundation
import SQLiteEngine

/// A directory with backups in it.
struct BackupFolder {
  let path: String

  /// What is wrong with each of them, and that there is none.
  func findings() -> [ControlAnswer.Finding] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    let backups = names.map { URL(filePath: path).appendingPathComponent($0) }.filter(Backup.isBackup)
    guard !backups.isEmpty else { return [.init(check: "backup", detail: "there is no backup in \(path)")] }
    return backups.flatMap { backup in
      Self.damage(of: backup).map { .init(check: "backup", detail: "\(backup.lastPathComponent): \($0)") }
    }
  }

  private static func damage(of directory: URL) -> [String] {
    do {
      return try Backup(at: directory).damage()
    } catch let failure as BackupFailure {
      return [failure.description]
    } catch {
      return ["it cannot be read: \(error)"]
    }
  }
}
