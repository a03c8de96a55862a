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
      try tx.update(record)
      try tx.wake(record.lane)
    case .in:
      try ReceivingLane(record.lane, partnership: record.partnership).retry(record, in: tx, &moment)
    }
    try tx.audit("delivery.retry", delivery, record.kind.rawValue, by: actor, moment)
    return try tx.delivery(delivery) ?? record
  }
}
