import Federation
package import Storage
package import Ticketing

/// Does what is due at a desk because of its time; nothing where it is not due any more.
package struct RunTimer: Sendable {
  package let timer: DueTimer

  package init(_ timer: DueTimer) { self.timer = timer }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let handoff = try tx.handoff(timer.handoff), var locked = try tx.lock(handoff.ticket) else { return }
    switch timer.kind {
    case .confirm: locked.chained.confirmUnanswered(timer.handoff, &moment)
    case .respond: locked.chained.flagUnanswered(timer.handoff, &moment)
    case .resolve: locked.chained.flagLate(timer.handoff, &moment)
    }
    try tx.save(locked, &moment)
  }
}
