import Federation
import Mutants
package import Storage
package import Ticketing

/// Gives up a message that is parked, or one that waits here for what never comes, or the very place of that. Its place in
/// the lane is kept by a tombstone, so that what comes behind it goes on; should it come after all, it is a duplicate.
package struct DropDelivery: Action {
  package let delivery: DeliveryID

  package init(_ delivery: DeliveryID) { self.delivery = delivery }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Delivery {
    try actor.require(.agent)
    guard let record = try tx.delivery(delivery) else { throw NotFound() }
    guard record.mayBeDropped else { throw DeliveryRefusal(state: record.state) }
    switch (record.direction, record.lane) {
    // An external desk counts nothing: there is no place to keep.
    case (.out, .outside):
      var dropped = record
      dropped.state = .dropped
      dropped.finishedAt = moment.now
      try tx.update(dropped)
      try tx.wake(record.lane)
    case (.out, _):
      let tombstone = try Envelope(wireBytes: record.wireBytes).tombstone
      if Mutant.droppedLeavesAHole.isOn {
        var hole = record
        hole.state = .dropped
        try tx.update(hole)
      } else {
        try tx.update(record.replaced(by: tombstone))
      }
      try tx.wake(record.lane)
    case (.in, _):
      try ReceivingLane(record.lane, partnership: record.partnership).drop(record, in: tx, &moment)
    }
    if let ticket = try record.ticket ?? record.lane.ticket(in: tx) {
      let event = Event(
        id: moment.newID(), at: moment.now, kind: .dropped, actor: try actor.author(in: tx), origin: .here,
        handoff: record.lane.handoff,
        facts: EventFacts(from: record.state.rawValue, message: record.state == .missing ? nil : record.kind))
      try tx.append(event, to: ticket)
    }
    let what: AuditFact = record.state == .missing ? .isMissing(true) : .message(record.kind)
    try tx.audit("delivery.drop", delivery, what, by: actor, moment)
    return try tx.delivery(delivery) ?? record
  }
}

extension Delivery {
  /// What waits on its way out is not given up: the relay is at it.
  package var mayBeDropped: Bool {
    switch (state, direction) {
    case (.parked, _), (.waiting, .in), (.missing, .in): true
    case (.waiting, .out), (.missing, .out), (.done, _), (.cancelled, _), (.dropped, _): false
    }
  }
}

extension LaneID {
  fileprivate var handoff: HandoffID? {
    switch self {
    case .handoff(let id): id
    case .partnership, .outside: nil
    }
  }
}
