import DeskActions
import Relay
import Storage
import Synchronization
import Ticketing

/// The end of the wire at a courier: it hands each message to the world, and waits for what the world makes of it.
final class Wire: Carriage {
  private struct State {
    var next = 0
    var posted: [Parcel] = []
    var waiting: [Int: CheckedContinuation<Acknowledgement, any Error>] = [:]
  }

  let hub: Int
  let node: Int
  private let state = Mutex(State())

  init(hub: Int, node: Int) {
    self.hub = hub
    self.node = node
  }

  func bring(_ consignment: Consignment) async throws -> Acknowledgement {
    try await withCheckedThrowingContinuation { continuation in
      state.withLock { state in
        state.next += 1
        state.posted.append(Parcel(number: state.next, hub: hub, node: node, consignment: consignment))
        state.waiting[state.next] = continuation
      }
    }
  }

  /// Whether a courier waits for an answer.
  var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }

  func takePosted() -> [Parcel] {
    state.withLock { state in
      defer { state.posted = [] }
      return state.posted
    }
  }

  /// Answers the courier, unless it was answered before.
  func answer(_ number: Int, _ result: Result<Acknowledgement, any Error>) {
    state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(with: result)
  }

  /// The process is dead: nobody waits any more.
  func abandon() {
    let waiting = state.withLock { state in
      defer {
        state.waiting = [:]
        state.posted = []
      }
      return state.waiting.keys.sorted().compactMap { state.waiting[$0] }
    }
    for continuation in waiting { continuation.resume(throwing: Crashed()) }
  }
}

/// One message on its way, as a courier posted it.
struct Parcel: Sendable {
  let number: Int
  /// Whose courier waits for the answer.
  let hub: Int
  let node: Int
  let consignment: Consignment
}
