import Foundation
import Synchronization

/// A clock that shows what it is told: the demonstration's past is played by it.
final class ToldClock: Sendable {
  private let time: Mutex<Date>

  init(_ start: Date) { time = Mutex(start) }

  var now: Date { time.withLock { $0 } }

  /// Moves on; never back.
  func move(to later: Date) { time.withLock { $0 = max($0, later) } }
}
