package import Foundation

/// When a lane is ready, and how long a claim on it holds.
package enum LaneTimes {
  /// The furthest that a relay whose clock is right plans: twice the longest wait between two tries. A time beyond it was
  /// given by a clock that ran ahead and was set right since; it counts as past, so that the lane does not wait for years.
  package static func horizon(of now: Date) -> Date { now.addingTimeInterval(1_200) }
}
