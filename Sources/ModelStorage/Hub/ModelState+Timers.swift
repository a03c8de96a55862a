import Federation
import Foundation
import Storage
import Ticketing

/// What is due because of its time, over all desks.
extension ModelState {
  func dueTimers(now: Date, limit: Int) -> [DueTimer] {
    let now = now.milliseconds
    let kinds: [DueTimer.Kind] = [.confirm, .respond, .resolve]
    let due = kinds.flatMap { kind in
      desks.indices.flatMap { desks[$0].handoffs.timers(kind, of: ids[$0]).filter { $0.time <= now } }
        .sorted { ($0.time, $0.tenant, $0.key) < ($1.time, $1.tenant, $1.key) }
        .map { DueTimer(tenant: $0.tenant, handoff: $0.key, kind: kind) }
    }
    return Array(due.prefix(max(limit, 0)))
  }

  func nextTimer(after now: Date) -> Date? {
    let now = now.milliseconds
    var next: Int64?
    for place in desks.indices {
      desks[place].handoffs.rows.forEach { handoff in
        for kind in DueTimer.Kind.allCases {
          guard let time = kind.time(of: handoff), time > now else { continue }
          next = min(next ?? time, time)
        }
      }
    }
    return next.map { Date(milliseconds: $0) }
  }
}

extension Table<Rank<Handoff>, Handoff> {
  fileprivate func timers(_ kind: DueTimer.Kind, of tenant: TenantID) -> [Waiting<HandoffID>] {
    rows.compactMap { handoff in
      kind.time(of: handoff).map { Waiting(tenant: tenant, time: $0, key: handoff.id) }
    }
  }
}

extension DueTimer.Kind {
  /// When a handoff's timer of this kind falls due; nil where none runs.
  fileprivate func time(of handoff: Handoff) -> Int64? {
    switch self {
    case .confirm:
      handoff.state == .completed && handoff.side == .delegator && handoff.lane.recovery == nil
        ? handoff.confirmAt?.milliseconds : nil
    case .respond:
      handoff.state == .offered && !handoff.isOverdue && handoff.lane.recovery == nil
        ? handoff.respondBy?.milliseconds : nil
    case .resolve: handoff.state.isUnderWay && !handoff.isLate ? handoff.resolveBy?.milliseconds : nil
    }
  }
}
