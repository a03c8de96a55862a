import NIOCore
import Synchronization

/// The connections that are open, and until when each may keep the hub waiting.
final class SessionBook: Sendable {
  typealias Place = UInt64

  private struct Entry {
    let channel: any Channel
    /// Nil while the hub is at work.
    var deadline: ContinuousClock.Instant?
    var isInMessage = false
  }

  private struct State {
    var entries: [Place: Entry] = [:]
    var last: Place = 0
    var isEnding = false
  }

  private let state = Mutex(State())
  private let most: Int

  init(most: Int) { self.most = most }

  /// - Returns: nil where there are too many, or the hub ends.
  func enter(_ channel: any Channel) -> Place? {
    state.withLock { state in
      guard !state.isEnding, state.entries.count < most else { return nil }
      state.last += 1
      state.entries[state.last] = Entry(channel: channel)
      return state.last
    }
  }

  func leave(_ place: Place) { state.withLock { $0.entries[place] = nil } }

  /// Whether the hub takes no more messages.
  var isEnding: Bool { state.withLock(\.isEnding) }

  func expect(_ place: Place, until deadline: ContinuousClock.Instant?, isInMessage: Bool) {
    state.withLock { state in
      state.entries[place]?.deadline = deadline
      state.entries[place]?.isInMessage = isInMessage
    }
  }

  /// Ends those that kept the hub waiting too long.
  func endOverdue(at now: ContinuousClock.Instant) {
    let overdue = state.withLock { state in state.entries.values.filter { $0.deadline.map { $0 <= now } ?? false } }
    for entry in overdue { entry.channel.close(promise: nil) }
  }

  /// Takes in nobody any more; those between two messages hear that it is over, those in the midst of one may end it.
  func end() {
    let idle = state.withLock { state in
      state.isEnding = true
      return state.entries.values.filter { !$0.isInMessage && $0.deadline != nil }
    }
    for entry in idle { entry.channel.close(mode: .input, promise: nil) }
  }
}
