package import Foundation

/// When something is done, and the ids that it may take: handed in from outside, so that the work can run again alike.
package struct Moment: Sendable {
  package private(set) var now: Date
  private var ids: IDSource

  package init(now: Date, seed: UInt64) {
    self.now = Moment.wholeMilliseconds(now)
    ids = IDSource(at: now, seed: seed)
  }

  package mutating func newID<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> { ids.next(entity) }

  /// Goes on by a millisecond, so that what one transaction writes has an order by its times too, at every desk that it reaches.
  package mutating func goOn() { now = Self.wholeMilliseconds(now.addingTimeInterval(0.0015)) }

  /// Chance that is good enough to shuffle with; never a secret.
  package mutating func chance() -> UInt64 { ids.random() }

  /// Times are kept and sent in whole milliseconds, so that what is read back equals what was written.
  private static func wholeMilliseconds(_ date: Date) -> Date {
    Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
  }
}
