package import Foundation

/// When a far side is left alone that fails whatever it is sent: after so many failures in a row, and longer each time.
package struct Breaker: Sendable, Equatable {
  /// In a row.
  package private(set) var failures: Int
  /// Until when it is left alone.
  package private(set) var restsUntil: Date?

  /// So many failures in a row, and it is left alone.
  package static let most = 5
  /// How long, in seconds: doubling with each further failure.
  package static let (shortest, longest): (TimeInterval, TimeInterval) = (10, 600)

  package init(failures: Int = 0, restsUntil: Date? = nil) {
    self.failures = failures
    self.restsUntil = restsUntil
  }

  package mutating func noteSuccess() { self = Breaker() }

  package mutating func noteFailure(at now: Date) {
    failures += 1
    guard failures >= Self.most else { return }
    let wait = Self.shortest * Double(1 << min(failures - Self.most, 6))
    restsUntil = now.addingTimeInterval(min(wait, Self.longest))
  }

  /// Until when it may not be asked; nil where it may be. The first who asks after that time tries it for all.
  package mutating func rest(at now: Date) -> Date? {
    guard let until = restsUntil else { return nil }
    guard now >= until else { return until }
    restsUntil = now.addingTimeInterval(Self.shortest)
    return nil
  }
}
