package import Federation
package import Storage
package import Ticketing

/// Tries every parked message of a partner's again: after what kept them from arriving was mended.
package struct RetryDeliveries: Action {
  package let partnership: PartnershipID

  /// How many it takes in one go, so that a transaction stays short.
  package static let most = 200

  package init(over partnership: PartnershipID) { self.partnership = partnership }

  /// - Returns: how many were tried.
  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Int {
    try actor.require(.agent)
    _ = try tx.existingPartnership(partnership)
    var query = DeliveryQuery()
    query.state = .parked
    query.partnership = partnership
    var tried = 0
    for listed in try tx.deliveries(query, PageRequest(limit: Self.most)).items {
      // The one before may have carried it along.
      guard let record = try tx.delivery(listed.id), record.state == .parked else { continue }
      _ = try RetryDelivery(record.id).perform(by: actor, in: tx, &moment)
      tried += 1
    }
    return tried
  }
}
