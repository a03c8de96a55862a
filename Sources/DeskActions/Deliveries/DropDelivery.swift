import Federation
package import Storage
package import Ticketing

/// Gives a parked message up. Its place in the lane is kept by a tombstone, so that what comes behind it goes on.
package struct DropDelivery: Action {
  package let delivery: DeliveryID

  package init(_ delivery: DeliveryID) { self.delivery = delivery }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Delivery {
    try actor.require(.agent)
    guard let record = try tx.delivery(delivery) else { throw NotFound() }
    guard record.state == .parked else { throw DeliveryRefusal(state: record.state) }
    switch record.direction {
    case .out:
      let tombstone = try Envelope(wireBytes: record.wireBytes).tombstone
      try tx.update(record.replaced(by: tombstone))
      try tx.wake(record.lane)
    case .in:
      try ReceivingLane(record.lane, partnership: record.partnership).drop(record, in: tx, &moment)
    }
    if let ticket = record.ticket {
      let event = Event(
        id: moment.newID(), at: moment.now, kind: .dropped, actor: try actor.author(in: tx), origin: .here,
        handoff: nil, facts: EventFacts(message: record.kind))
      try tx.append(event, to: ticket)
    }
    try tx.audit("delivery.drop", delivery, record.kind.rawValue, by: actor, moment)
    return try tx.delivery(delivery) ?? record
  }
}
