package import Foundation
package import Storage

/// How a desk is, at a glance.
package enum DeskHealth: String, CaseIterable, Sendable {
  case fine
  /// Something waits for longer than it should.
  case late
  /// Something failed or is missing, and waits for a person.
  case stuck

  /// In seconds; what waits for less is on its way.
  package static let patience: TimeInterval = 600

  package init(_ desk: DeskCensus, at now: Date) {
    let oldest = [desk.waiting.oldest, desk.waitingMails.oldest].compactMap { $0 }.min()
    if desk.parked.count + desk.missing.count + desk.parkedMails.count > 0 {
      self = .stuck
    } else if let oldest, now.timeIntervalSince(oldest) > Self.patience {
      self = .late
    } else {
      self = .fine
    }
  }
}
