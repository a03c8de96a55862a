/// How far ahead a queue ever plans, in milliseconds. The clock may have been put back since a time was written: what lies
/// further off than this was meant by another clock, and counts as past.
package struct QueueTimes: Sendable {
  /// The longest wait between two tries.
  package let longestWait: Int64
  /// The longest that a claim holds.
  package let longestLease: Int64

  package static let lanes = QueueTimes(longestWait: 1_800_000, longestLease: 120_000)
  package static let mails = QueueTimes(longestWait: 3_600_000, longestLease: 600_000)
  package static let receivedMails = QueueTimes(longestWait: 3_600_000, longestLease: 600_000)
  package static let webhooks = QueueTimes(longestWait: 1_800_000, longestLease: 120_000)

  package func hasCome(_ time: Int64, at now: Int64) -> Bool { time <= now || time > now + longestWait }
  package func isFree(leaseUntil: Int64?, at now: Int64) -> Bool {
    guard let leaseUntil else { return true }
    return leaseUntil <= now || leaseUntil > now + longestLease
  }
}
