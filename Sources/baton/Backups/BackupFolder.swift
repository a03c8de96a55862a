import Foundation
import SQLiteEngine

/// A directory with backups in it.
struct BackupFolder {
  let path: String

  /// What is wrong with each of them, and that there is none.
  func findings() -> [ControlAnswer.Finding] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    let backups = names.map { URL(filePath: path).appendingPathComponent($0) }.filter(Backup.isBackup)
    guard !backups.isEmpty else { return [Self.finding(["there is no backup in \(path)"])] }
    let damage = backups.flatMap { backup in
      Self.damage(of: backup).map { "\(backup.lastPathComponent): \($0)" }
    }
    return damage.isEmpty ? [] : [Self.finding(damage)]
  }

  private static func finding(_ damage: [String]) -> ControlAnswer.Finding {
    ControlAnswer.Finding(
      check: "backup", count: damage.count, meaning: "A backup cannot be relied on.", cure: "Make a new one.",
      places: damage)
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
