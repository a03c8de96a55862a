import Storage
import Ticketing

/// Something of a tenant's that waits for its time.
struct Waiting<Key>: Sendable where Key: Sendable {
  let tenant: TenantID
  let time: Int64
  let key: Key
}

extension Waiting {
  /// Each tenant's in turn, so that one with thousands does not keep another waiting: all that come first at their
  /// tenants', then all that come second. Among those, the longest waiting comes first.
  ///
  /// - Parameter desks: of each tenant, what waits, in the order in which its turns come.
  static func inTurn(_ desks: [[Waiting]], limit: Int) -> [Waiting] {
    guard limit > 0, let turns = desks.map(\.count).max(), turns > 0 else { return [] }
    var taken: [Waiting] = []
    for turn in 0..<turns {
      let round = desks.compactMap { turn < $0.count ? $0[turn] : nil }
      taken += round.count == 1 ? round : round.sorted { ($0.time, $0.tenant) < ($1.time, $1.tenant) }
      if taken.count >= limit { break }
    }
    return Array(taken.prefix(limit))
  }
}
