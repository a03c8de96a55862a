import Federation
package import Storage
package import Ticketing

/// Tries a parked message again: sends it, or applies it.
package struct RetryDelivery: Action {
  package let delivery: DeliveryID

  package init(_ delivery: DeliveryID) { self.delivery = delivery }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Delivery {
    try actor.require(.agent)
    guard let record = try tx.delivery(delivery) else { throw NotFound() }
    guard record.state == .parked else { throw DeliveryRefusal(state: record.state) }
    try tx.retry(record, &moment)
    try tx.audit("delivery.retry", delivery, .message(record.kind), by: actor, moment)
    return try tx.delivery(delivery) ?? record
  }
}

extension DeskTransaction {
  /// Tries a parked message again, whoever asks.
  func retry(_ record: Delivery, _ moment: inout Moment) throws {
    switch record.direction {
    case .out:
      var record = record
      record.state = .waiting
      record.reason = nil
      try update(record)
      try wake(record.lane)
    case .in:
      try ReceivingLane(record.lane, partnership: record.partnership).retry(record, in: self, &moment)
    }
  }
}
