import ConnectorKit
import Foundation
import IMAP
import Synchronization

/// Does what blocks on a thread of its own, so that no task's is kept.
enum LineThread {
  private typealias Waiting<Value> = CheckedContinuation<Result<Value, IMAPFailure>, Never>

  /// Whoever is cancelled does not wait any longer; what was begun ends by itself, within its patience.
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws(IMAPFailure) -> Value
  ) async throws(IMAPFailure) -> Value {
    let first = FirstResult<Value>()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        first.expect(by: continuation)
        let thread = Thread { first.give(Result { () throws(IMAPFailure) in try body() }) }
        thread.name = "baton-imap"
        thread.stackSize = 1 << 20
        thread.start()
      }
    } onCancel: {
      first.give(.failure(.egress(.cancelled)))
    }
    return try result.get()
  }
}

/// Brings the first of two results to whoever waits for one; the other comes too late.
private final class FirstResult<Value: Sendable>: Sendable {
  private enum State {
    case open
    case expected(CheckedContinuation<Result<Value, IMAPFailure>, Never>)
    case given(Result<Value, IMAPFailure>)
    case over
  }

  private let state = Mutex(State.open)

  func expect(by continuation: CheckedContinuation<Result<Value, IMAPFailure>, Never>) {
    state.withLock { state in
      if case .given(let result) = state {
        state = .over
        continuation.resume(returning: result)
      } else {
        state = .expected(continuation)
      }
    }
  }

  func give(_ result: Result<Value, IMAPFailure>) {
    state.withLock { state in
      switch state {
      case .open: state = .given(result)
      case .expected(let continuation):
        state = .over
        continuation.resume(returning: result)
      case .given, .over: break
      }
    }
  }
}
