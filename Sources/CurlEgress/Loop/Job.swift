import ConnectorKit
import Synchronization

/// A request on its way, and whoever waits for its answer.
final class Job: Sendable {
  typealias ID = UInt64
  typealias Outcome = Result<EgressAnswer, EgressFailure>

  let id: ID
  let request: EgressRequest
  /// Where a download goes on; nil where none is wanted.
  let drain: BodyDrain?
  private let calledOff = Atomic(false)
  private let continuation = Mutex<CheckedContinuation<Outcome, Never>?>(nil)

  init(id: ID, request: EgressRequest) {
    self.id = id
    self.request = request
    drain = request.sink.map(BodyDrain.init)
  }

  func expect(by continuation: CheckedContinuation<Outcome, Never>) {
    self.continuation.withLock { $0 = continuation }
  }

  /// Said before the loop has the job as well: it looks when it begins.
  func callOff() { calledOff.store(true, ordering: .releasing) }

  var isCalledOff: Bool { calledOff.load(ordering: .acquiring) }

  /// Only the first outcome counts.
  func finish(_ outcome: Outcome) {
    let waiting = continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    waiting?.resume(returning: outcome)
  }
}
