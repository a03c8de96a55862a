package import Federation
package import Foundation
package import Storage
import Ticketing

extension ModelReader {
  package func delivery(_ id: DeliveryID) -> Delivery? { tables.deliveries[id] }

  package func delivery(_ direction: Delivery.Direction, lane: LaneID, epoch: Int, seq: Int) -> Delivery? {
    tables.places[key: DeliveryPlace(direction, lane, epoch: epoch, seq: seq)].flatMap { tables.deliveries[$0] }
  }

  package func arrived(lane: LaneID, epoch: Int, behind seq: Int) -> Delivery? {
    guard seq < .max else { return nil }
    return deliveries(DeliveryPlace.rest(.in, of: lane, epoch: epoch, from: seq + 1)).first { $0.state != .missing }
  }

  package func deliveries(
    _ direction: Delivery.Direction, of lane: LaneID, after place: Place, limit: Int
  ) -> [Delivery] {
    let places = DeliveryPlace.onward(direction, of: lane, epoch: place.epoch, from: place.seq + 1)
    return Array(deliveries(places).prefix(limit))
  }

  package func handoffs(over partnership: PartnershipID, touchedSince date: Date) -> [HandoffID] {
    let since = date.milliseconds
    let touched = tables.deliveries.rows.compactMap { delivery -> HandoffID? in
      guard delivery.partnership == partnership, delivery.createdAt.milliseconds >= since,
        case .handoff(let id) = delivery.lane
      else { return nil }
      return id
    }
    return Set(touched).sorted()
  }

  package func deliveries(_ query: DeliveryQuery, _ page: PageRequest) -> Page<Delivery> {
    let wanted = tables.deliveries.rows.filter { delivery in
      (query.state.map { delivery.state == $0 } ?? true)
        && (query.direction.map { delivery.direction == $0 } ?? true)
        && (query.ticket.map { delivery.ticket == $0 } ?? true)
        && (query.partnership.map { delivery.partnership == $0 } ?? true)
        && (!query.isOutside || delivery.lane.isOutside)
    }
    return Page.ordered(wanted, after: page.after, limit: page.limit, isDescending: query.isNewestFirst) {
      ListPlace(key: 0, id: $0.id)
    }
  }

  package func listedDeliveries(_ query: DeliveryQuery, _ page: PageRequest) -> Page<ListedDelivery> {
    deliveries(query, page).map { delivery in
      ListedDelivery(
        delivery, ticketNumber: delivery.ticket.flatMap { ticket($0)?.number },
        partner: partnership(delivery.partnership)?.name)
    }
  }

  package func attempts(of delivery: DeliveryID) -> [Attempt] {
    tables.attempts.rows(AttemptPlace.all(of: delivery)).map { $0 }
  }

  /// The messages that wait on a lane, in order; none behind a parked one.
  func waiting(on lane: LaneID, limit: Int) -> [Delivery] {
    let open = unsettled(on: lane).prefix(limit).compactMap { tables.deliveries[$0] }
    return Array(open.prefix { $0.state == .waiting })
  }

  /// What goes out on a lane and is not settled, in order.
  func unsettled(on lane: LaneID) -> Rows<DeliveryID> {
    tables.unsettled.rows(DeliveryPlace.all(.out, of: lane))
  }

  /// Those that stand in some places, in order.
  func deliveries(_ places: ClosedRange<DeliveryPlace>) -> [Delivery] {
    tables.places.rows(places).compactMap { tables.deliveries[$0] }
  }
}
