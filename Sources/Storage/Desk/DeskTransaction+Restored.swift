import Federation
package import Foundation
package import Ticketing

extension DeskTransaction {
  /// Begins a new epoch after a restore from a backup, and asks every partner what was said since, of the partnership and
  /// of each handoff that is open. Of one that is over this desk asks when it hears or says anything of it.
  ///
  /// - Parameter asOf: the moment of the backup.
  package func beginAnew(after asOf: Date, _ moment: inout Moment) throws {
    try begin(epoch: Desk.epoch(restoredAt: moment.now), restoredAt: moment.now)
    guard let desk = try desk() else { return }
    var seen: PagePosition?
    repeat {
      let page = try partnerships(PageRequest(limit: 200, after: seen))
      for known in page.items { try beginAnew(known, asOf, desk, &moment) }
      seen = page.next
    } while seen != nil
  }

  private func beginAnew(_ known: Partnership, _ asOf: Date, _ desk: Desk, _ moment: inout Moment) throws {
    var known = known
    guard let question = known.resynchronise(asOf: asOf, desk: desk, moment: &moment) else { return }
    try put(known)
    try enqueue(question, ticket: nil, &moment)
    for handoff in try openHandoffs(over: known.id) {
      guard var locked = try lock(handoff.ticket) else { continue }
      locked.chained.resynchronise(handoff.id, &moment)
      try save(locked, &moment)
    }
  }
}
