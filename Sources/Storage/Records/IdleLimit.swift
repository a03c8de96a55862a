package import Foundation

/// How long a session of a browser lives without a sign of its person, in whole minutes.
package struct IdleLimit: Sendable, Equatable {
  package let minutes: Int

  /// A quarter of an hour to thirty days, which no session outlives.
  package static let range = 15...30 * 24 * 60
  package static let unlessTold = IdleLimit(inRange: 8 * 60)

  /// Nil outside of the range.
  package init?(minutes: Int) {
    guard Self.range.contains(minutes) else { return nil }
    self.init(inRange: minutes)
  }

  private init(inRange minutes: Int) { self.minutes = minutes }

  package var seconds: TimeInterval { TimeInterval(minutes) * 60 }
}
