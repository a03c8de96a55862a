import Federation
package import Storage
package import Ticketing

/// Tries a parked message again: sends it, or applies it.
package struct RetryDelivery: Action {
  package let delivery: DeliveryID

  package init(_ delivery: DeliveryID) { self.delivery = delivery }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Delivery {
    try actor.require(.agent)
    guard var record = try tx.delivery(delivery) else { throw NotFound() }
    guard record.state == .parked else { throw DeliveryRefusal(state: record.state) }
    switch record.direction {
    case .out:
      record.state = .waiting
      record.reason = nil
      record.attempts = 0
      try tx.update(record)
      try tx.wake(record.lane)
    case .in:
      try ReceivingLane(record.lane, partnership: record.partnership).retry(record, in: tx, &moment)
    }
    try tx.audit("delivery.retry", delivery, record.kind.rawValue, by: actor, moment)
    return try tx.delivery(delivery) ?? record
  }
}

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

/// Only what is parked is retried or dropped.
package struct DeliveryRefusal: Error, Equatable, Sendable {
  package let state: Delivery.State
}

extension Delivery {
  fileprivate func replaced(by tombstone: Envelope) throws -> Delivery {
    Delivery(
      id: id, direction: direction, partnership: partnership, lane: lane, ticket: ticket, epoch: epoch, seq: seq,
      event: event, kind: .tombstone, state: .waiting, createdAt: createdAt, attempts: 0,
      wireBytes: try tombstone.wireBytes())
  }
}
