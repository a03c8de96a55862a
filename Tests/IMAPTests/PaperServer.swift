import IMAP
import Synchronization

/// A server of IMAP that answers each command as it is told, its answers cut as it is told.
final class PaperServer: IMAPLine {
  private struct State {
    var heard: [String] = []
    var waiting: [UInt8] = []
    var isOver = false
  }

  private let state = Mutex(State())
  private let size: Int
  private let answer: @Sendable (String) -> String

  /// - Parameter answer: to a command without its tag; `TAG` in it becomes that.
  init(size: Int = .max, _ answer: @escaping @Sendable (String) -> String) {
    self.size = size
    self.answer = answer
  }

  var commands: [String] { state.withLock(\.heard) }

  func say(_ bytes: [UInt8]) async throws(IMAPFailure) {
    let line = String(decoding: bytes.dropLast(2), as: UTF8.self)
    let parts = line.split(separator: " ", maxSplits: 1)
    let answer = answer(String(parts[1])).replacing("TAG", with: parts[0])
    state.withLock { state in
      state.heard.append(String(parts[1]))
      state.waiting += answer.utf8
    }
  }

  func hear() async throws(IMAPFailure) -> [UInt8] {
    let piece = state.withLock { state in
      let piece = Array(state.waiting.prefix(size))
      state.waiting.removeFirst(piece.count)
      return piece
    }
    guard !piece.isEmpty else { throw .ended }
    return piece
  }

  func hangUp() async { state.withLock { $0.isOver = true } }
}
