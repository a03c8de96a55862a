package import Foundation
package import Storage

extension ModelHub: DeliveryQueue {
  package func claim(_ key: LaneKey, limit: Int, now: Date, until: Date) async throws -> LaneClaim? {
    try transact(in: key.tenant) {
      try $0.claim(key.lane, limit: limit, now: now, until: until)
    }
  }

  package func readyLanes(now: Date, limit: Int) async throws -> [LaneKey] {
    try look { $0.readyLanes(now: now, limit: limit) }
  }

  package func nextReady(after now: Date) async throws -> Date? { try look { $0.nextReady(after: now) } }

  package func report(_ report: LaneReport, for claim: LaneClaim, now: Date) async throws -> Bool {
    try transact(in: claim.key.tenant) { try $0.report(report, for: claim, now: now) }
  }

  package func release(_ key: LaneKey, claimedUntil end: Date, fence: Int?) async throws {
    try transact(in: key.tenant) { $0.release(key.lane, claimedUntil: end, fence: fence) }
  }
}
