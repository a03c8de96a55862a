import Federation
import Foundation
import Storage
import Ticketing

extension ModelState {
  func dueComparisons(now: Date, limit: Int) -> [DueComparison] {
    let farthest = now.addingTimeInterval(Comparison.longestWait).milliseconds
    let due = desks.indices.flatMap { place in
      desks[place].comparisonTimes.filter { $0.time <= now.milliseconds || $0.time > farthest }
    }
    return due.sorted { ($0.time, $0.tenant, $0.key) < ($1.time, $1.tenant, $1.key) }.prefix(max(limit, 0))
      .map { DueComparison(tenant: $0.tenant, partnership: $0.key) }
  }
}

extension DeskTables {
  /// What is to be compared, and when; at once where it never was.
  fileprivate var comparisonTimes: [Waiting<PartnershipID>] {
    guard let tenant = settings.value.record?.tenant.id else { return [] }
    return partnerships.rows.compactMap { row in
      let partnership = row.partnership
      guard partnership.isInviter, partnership.phase == .joined, row.peer != nil else { return nil }
      let time = comparisons[partnership.id]?.nextAt.milliseconds ?? 0
      return Waiting(tenant: tenant, time: time, key: partnership.id)
    }
  }

  var driftPile: DeskCensus.Pile {
    let times = drifts.rows.map(\.foundAt)
    return DeskCensus.Pile(times.count, oldest: times.min())
  }
}
