import Federation
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
  /// How often in a row a worker on it was lost.
  var stumbles = 0
  var isHeld: Bool

  /// Whether it may be claimed. A message that has not failed waits for nothing.
  func isReady(at now: Int64) -> Bool {
    guard let readyAt, !isHeld else { return false }
    let times = QueueTimes.lanes
    return (failures == 0 || times.hasCome(readyAt, at: now)) && times.isFree(leaseUntil: leaseUntil, at: now)
  }

  /// When it may be claimed, if that is later than now: its time comes, or its claimant's lease ends.
  func readyLater(than now: Int64) -> Int64? {
    guard let readyAt, !isHeld else { return nil }
    if readyAt > now { return readyAt }
    return leaseUntil.flatMap { $0 > now ? $0 : nil }
  }
}
