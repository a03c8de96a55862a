import Federation
package import Storage
package import Ticketing

/// Tries every parked message of a desk again when the hub's operator says so. The operator is nobody of the desk and is
/// shown nothing of it; the desk's own log tells that it happened.
package struct RetryForOperator: Sendable {
  /// The network address that asks.
  package let address: String?

  package init(from address: String?) { self.address = address }

  /// - Returns: how many were tried; at most `RetryDeliveries.most`.
  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Int {
    var query = DeliveryQuery()
    query.state = .parked
    var tried = 0
    for listed in try tx.deliveries(query, PageRequest(limit: RetryDeliveries.most)).items {
      // The one before may have carried it along.
      guard let record = try tx.delivery(listed.id), record.state == .parked else { continue }
      try tx.retry(record, &moment)
      try tx.append(
        AuditRecord(
          at: moment.now, source: .hubOperator, action: "delivery.retry", subject: record.id.description,
          facts: [.message(record.kind)], address: address))
      tried += 1
    }
    return tried
  }
}
