import Federation
import Storage
import Ticketing

extension DeskTransaction {
  /// Locks a handoff's ticket, makes a move, saves what comes of it.
  func move(
    _ id: HandoffID, by actor: Actor, _ moment: inout Moment,
    _ make: (inout ChainedTicket, Author, inout Moment) throws -> Void
  ) throws -> Handoff {
    let handoff = try existingHandoff(id)
    var locked = try existing(handoff.ticket)
    try make(&locked.chained, actor.author(at: locked.chained.desk.name), &moment)
    try save(locked, &moment)
    return locked.chained.leg(id)?.handoff ?? handoff
  }
}
