package import Foundation

extension OutsideTicket {
  /// What stood there before a status was written there, and when that was, by this hub's clock.
  package struct Overwritten: Sendable, Equatable {
    package let status: String
    package let at: Date

    package init(status: String, at: Date) {
      self.status = status
      self.at = at
    }
  }

  /// So long after a status was written an older word may still be on its way, in seconds. What says the same later is
  /// taken for news: some desks never tell the hub of its own changes.
  package static let patienceForEchoes: TimeInterval = 60

  /// The hub set its status there.
  package mutating func noteWritten(_ written: String, at now: Date) {
    overwritten = status.flatMap { $0 == written ? overwritten : Overwritten(status: $0, at: now) }
    status = written
  }

  /// The external desk says that it stands so: whatever comes from now on was said after what was written.
  package mutating func noteHeard(_ heard: String) {
    overwritten = nil
    status = heard
  }

  /// Whether a status may have been said before the one that was written last: it bears no time, it is what stood there
  /// before, and what was written has not come back yet.
  package func mayBeOlder(_ said: String?, saidAt: Date?, now: Date) -> Bool {
    guard saidAt == nil, let overwritten, said == overwritten.status, said != status else { return false }
    return now.timeIntervalSince(overwritten.at) < Self.patienceForEchoes
  }
}
