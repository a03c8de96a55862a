package import Foundation

/// How much there is on a hub: counted, never read.
package struct HubCensus: Sendable, Equatable {
  /// Messages that are not settled: on their way out, come in and not applied yet, or parked.
  package struct Unsettled: Sendable, Equatable {
    package let direction: Delivery.Direction
    package let state: Delivery.State
    package let count: Int
    package let oldest: Date

    package init(direction: Delivery.Direction, state: Delivery.State, count: Int, oldest: Date) {
      self.direction = direction
      self.state = state
      self.count = count
      self.oldest = oldest
    }
  }

  package let tenants: Int
  /// Numbers given to tickets so far, by all desks together.
  package let tickets: Int
  package let unsettled: [Unsettled]

  package init(tenants: Int, tickets: Int, unsettled: [Unsettled]) {
    self.tenants = tenants
    self.tickets = tickets
    self.unsettled = unsettled
  }
}
