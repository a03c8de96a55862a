import Federation
package import Storage
import Ticketing

/// Only what is parked is retried; what is dropped is parked, or waits here.
package struct DeliveryRefusal: Error, Equatable, Sendable {
  package let state: Delivery.State

  package init(state: Delivery.State) { self.state = state }
}

extension Delivery {
  func replaced(by tombstone: Envelope) throws -> Delivery {
    Delivery(
      id: id, direction: direction, partnership: partnership, lane: lane, ticket: ticket, epoch: epoch, seq: seq,
      event: event, kind: .tombstone, state: .waiting, createdAt: createdAt, attempts: 0,
      wireBytes: try tombstone.wireBytes())
  }
}
