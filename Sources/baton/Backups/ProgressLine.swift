import Foundation
import Glibc
import SQLiteEngine
import Synchronization

/// How far long work has come: one line on the standard error, written over, where that is a terminal; else a line each ten
/// seconds.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let shownAt = Mutex(ContinuousClock.now)

  func show(_ progress: BackupProgress) {
    let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
    let isDue = shownAt.withLock { last in
      guard last.duration(to: .now) >= pause else { return false }
      last = .now
      return true
    }
    guard isDue else { return }
    let words = "\(Self.word(progress.step)) \(progress.done) of \(progress.total)"
    write(isTerminal ? "\r\u{1B}[K\(words)" : words + "\n")
  }

  func end() { if isTerminal { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func word(_ step: BackupProgress.Step) -> String {
    switch step {
    case .database: "database: page"
    case .rows: "rows: copied"
    case .comparing: "rows: read again"
    case .files: "attachments: copied"
    case .verifying: "attachments: read again"
    }
  }
}
