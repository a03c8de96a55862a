import ConnectorKit
import Synchronization

/// Hands a download on to whoever keeps it, one piece after the other; so much waits, and then the far side does.
final class BodyDrain: Sendable {
  enum Verdict {
    case taken
    /// `tellDrained` is called when there is room again.
    case full
    case failed
  }

  private struct State {
    var pending: [UInt8] = []
    var writer: Task<Void, Never>?
    var isFull = false
    var hasFailed = false
    var isOver = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let sink: EgressSink
  private let state = Mutex(State())

  private static let most = 256 << 10

  init(_ sink: EgressSink) { self.sink = sink }

  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  func offer(_ piece: UnsafeRawBufferPointer, tellDrained: @escaping @Sendable () -> Void) -> Verdict {
    state.withLock { state in
      guard !state.hasFailed, !state.isOver else { return .failed }
      guard state.pending.isEmpty || state.pending.count + piece.count <= Self.most else {
        state.isFull = true
        return .full
      }
      state.pending.append(contentsOf: piece)
      if state.writer == nil { state.writer = Task { [self] in await write(tellDrained) } }
      return .taken
    }
  }

  /// Returns when all that was taken has been handed on, or the rest of it let go; nothing is handed on afterwards.
  ///
  /// - Parameter isWhole: false where the rest is of no use.
  func finish(isWhole: Bool) async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        state.isOver = true
        if !isWhole {
          state.pending = []
          state.writer?.cancel()
        }
        if state.writer != nil { state.waiting = continuation }
        return state.writer == nil
      }
      if isIdle { continuation.resume() }
    }
  }

  private func write(_ tellDrained: @Sendable () -> Void) async {
    while let piece = next() {
      do { try await sink.take(piece) } catch {
        state.withLock { ($0.hasFailed, $0.pending) = (true, []) }
      }
      let wasFull = state.withLock { state in
        defer { state.isFull = false }
        return state.isFull
      }
      if wasFull { tellDrained() }
    }
  }

  /// Nil, and nobody writes any more, when there is nothing.
  private func next() -> [UInt8]? {
    let (piece, waiting) = state.withLock { state -> ([UInt8]?, CheckedContinuation<Void, Never>?) in
      guard !state.pending.isEmpty else {
        defer { (state.writer, state.waiting) = (nil, nil) }
        return (nil, state.waiting)
      }
      defer { state.pending = [] }
      return (state.pending, nil)
    }
    waiting?.resume()
    return piece
  }
}
