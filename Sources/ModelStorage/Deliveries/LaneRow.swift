import Federation
import Foundation
import Storage

/// A lane as the relay sees it. Times are in milliseconds.
struct LaneRow: Sendable {
  let lane: LaneID
  let partnership: PartnershipID
  /// Nil while it rests.
  var readyAt: Int64?
  var leaseUntil: Int64?
  /// Rises with every claim.
  var fence = 0
  /// How often its first message has failed in a row.
  var failures = 0
  var isHeld: Bool

  /// Whether it may be claimed. What lies beyond the horizon was planned by a clock that ran ahead.
  func isReady(at now: Int64) -> Bool {
    let horizon = LaneTimes.horizon(of: Date(milliseconds: now)).milliseconds
    func isPast(_ time: Int64) -> Bool { time <= now || time > horizon }
    guard let readyAt, isPast(readyAt), !isHeld else { return false }
    return leaseUntil.map(isPast) ?? true
  }

  /// When it may be claimed, if that is later than now: its time comes, or its claimant's lease ends.
  func readyLater(than now: Int64) -> Int64? {
    guard let readyAt, !isHeld else { return nil }
    if readyAt > now { return readyAt }
    return leaseUntil.flatMap { $0 > now ? $0 : nil }
  }
}
