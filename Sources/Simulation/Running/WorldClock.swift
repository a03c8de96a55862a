import Foundation
import Synchronization

/// The true time of a world, in milliseconds since it began. It stands still until the world moves it.
final class WorldClock: Sendable {
  private let time = Mutex(0)

  var milliseconds: Int { time.withLock { $0 } }

  func move(to milliseconds: Int) { time.withLock { $0 = max($0, milliseconds) } }
}

/// What a node takes for the time.
final class NodeClock: Sendable {
  private struct Error {
    /// In milliseconds.
    var offset = 0
    /// Milliseconds gained in a second.
    var drift = 0
    /// When it began to drift.
    var since = 0
  }

  private let world: WorldClock
  private let error = Mutex(Error())

  /// When every world begins.
  static let beginning = Date(timeIntervalSince1970: 1_790_000_000)

  init(_ world: WorldClock) { self.world = world }

  var now: Date {
    let elapsed = world.milliseconds
    let shown = error.withLock { elapsed + $0.offset + (elapsed - $0.since) * $0.drift / 1_000 }
    return Self.beginning.addingTimeInterval(Double(shown) / 1_000)
  }

  /// Milliseconds from now until the clock shows a time, as far as it can tell; at least 0.
  func milliseconds(until date: Date) -> Int {
    let span = date.timeIntervalSince(now) * 1_000
    return span <= 0 ? 0 : Int(min(span.rounded(.up), 1e15))
  }

  func jump(by milliseconds: Int) { error.withLock { $0.offset += milliseconds } }

  func drift(by milliseconds: Int) {
    let elapsed = world.milliseconds
    error.withLock { error in
      error.offset += (elapsed - error.since) * error.drift / 1_000
      error.drift = milliseconds
      error.since = elapsed
    }
  }

  func correct() { error.withLock { $0 = Error() } }
}

/// A new seed each time, the same ones in each run.
final class SeedStream: Sendable {
  private let chance: Mutex<Chance>

  init(_ chance: Chance) { self.chance = Mutex(chance) }

  var next: UInt64 { chance.withLock { $0.next() } }
}
