/// How often something may be done: so many times a second, and so many at once after a rest.
package struct RateLimit: Sendable, Equatable {
  /// 0 where there is no limit.
  package let perSecond: Double
  package let burst: Double

  /// - Parameter burst: two seconds' worth unless told.
  package init(perSecond: Double, burst: Double? = nil) {
    self.perSecond = max(0, perSecond)
    self.burst = max(1, burst ?? perSecond * 2)
  }

  package static let none = RateLimit(perSecond: 0)

  var isOff: Bool { perSecond <= 0 }
}
