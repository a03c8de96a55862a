import Synchronization

/// Brings the first of several answers to whoever waits for one; the others come too late.
final class FirstAnswer: Sendable {
  private enum State {
    case open
    case expected(CheckedContinuation<MailFailure?, Never>)
    case given(MailFailure?)
    case over
  }

  private let state = Mutex(State.open)

  func expect(by continuation: CheckedContinuation<MailFailure?, Never>) {
    state.withLock { state in
      switch state {
      case .open, .expected, .over: state = .expected(continuation)
      case .given(let answer):
        state = .over
        continuation.resume(returning: answer)
      }
    }
  }

  func give(_ answer: MailFailure?) {
    state.withLock { state in
      switch state {
      case .open: state = .given(answer)
      case .expected(let continuation):
        state = .over
        continuation.resume(returning: answer)
      case .given, .over: break
      }
    }
  }
}
