import Synchronization

/// The number under which a node claims lanes and mails, and by which others see that it is there. It takes another with each
/// connection by which they know it: what was claimed under the one before nobody works on any more, or not for long.
final class NodeNumber: Sendable {
  private let number = Mutex(random())

  var value: Int { number.withLock { $0 } }

  func renew() { number.withLock { $0 = Self.random() } }

  /// No other is likely to have it.
  private static func random() -> Int { Int.random(in: 1...Int(Int32.max)) }
}
