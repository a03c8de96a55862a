package import Federation
package import Foundation
package import Storage
import Ticketing

extension SQLReader {
  package func delivery(_ id: DeliveryID) throws -> Delivery? {
    try first(DeliverySQL.delivery, [.id(id)], Delivery.init)
  }

  package func delivery(_ direction: Delivery.Direction, lane: LaneID, epoch: Int, seq: Int) throws -> Delivery? {
    switch direction {
    case .out: try first(DeliverySQL.sentInPlace, lane.values + [.count(epoch), .count(seq)], Delivery.init)
    case .in: try arrived(lane: lane, at: Place(epoch: epoch, seq: seq))
    }
  }

  /// Looks behind the place too: usually there is nothing, and what is asked for next is known.
  private func arrived(lane: LaneID, at place: Place) throws -> Delivery? {
    if let end = nothingArrivedFrom[lane], end <= place { return nil }
    let next = try first(
      DeliverySQL.arrivedFrom, lane.values + [.count(place.epoch), .count(place.seq)], Delivery.init)
    guard let next else {
      nothingArrivedFrom[lane] = place
      return nil
    }
    return next.epoch == place.epoch && next.seq == place.seq ? next : nil
  }

  package func arrived(lane: LaneID, epoch: Int, behind seq: Int) throws -> Delivery? {
    try first(DeliverySQL.arrivedBehind, lane.values + [.count(epoch), .count(seq)], Delivery.init)
  }

  package func deliveries(
    _ direction: Delivery.Direction, of lane: LaneID, after place: Place, limit: Int
  ) throws -> [Delivery] {
    try rows(
      DeliverySQL.following,
      [.word(direction)] + lane.values + [.count(place.epoch), .count(place.seq), .count(limit)], Delivery.init)
  }

  package func handoffs(over partnership: PartnershipID, touchedSince date: Date) throws -> [HandoffID] {
    try rows(DeliverySQL.touchedHandoffs, [.id(partnership), .date(date)]) { try $0.id() }
  }

  package func deliveries(_ query: DeliveryQuery, _ page: PageRequest) throws -> Page<Delivery> {
    let list = DeliveryList.query(query, page)
    let deliveries = try rows(list.statement, list.values, Delivery.init)
    return Page(oneMoreThan: page.limit, deliveries) { PagePosition(id: $0.id.uuid) }
  }

  package func listedDeliveries(_ query: DeliveryQuery, _ page: PageRequest) throws -> Page<ListedDelivery> {
    let list = DeliveryList.query(query, page, DeliverySQL.listed)
    let deliveries = try rows(list.statement, list.values) {
      ListedDelivery(try Delivery(&$0), ticketNumber: $0.maybeCount(), partner: $0.maybeText())
    }
    return Page(oneMoreThan: page.limit, deliveries) { PagePosition(id: $0.delivery.id.uuid) }
  }

  package func attempts(of delivery: DeliveryID) throws -> [Attempt] {
    try rows(DeliverySQL.attempts, [.id(delivery)]) {
      Attempt(
        delivery: delivery, number: $0.count(), at: $0.date(), outcome: $0.text(), excerpt: $0.text(),
        cause: try $0.maybeJSON())
    }
  }

  /// The messages that wait on a lane, in order; none behind a parked one.
  package func waiting(on lane: LaneID, limit: Int) throws -> [Delivery] {
    let open = try rows(DeliverySQL.waiting, lane.values + [.count(limit)], Delivery.init)
    return Array(open.prefix { $0.state == .waiting })
  }
}
