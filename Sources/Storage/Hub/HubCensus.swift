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
  /// What desks' own systems are still to be told, over all desks, and what they never took.
  package let waitingWebhooks: DeskCensus.Pile
  package let failedWebhooks: DeskCensus.Pile
  /// Webhooks that the hub has stopped after long failure.
  package let stoppedWebhooks: Int

  package init(
    tenants: Int, tickets: Int, unsettled: [Unsettled], waitingWebhooks: DeskCensus.Pile = .init(),
    failedWebhooks: DeskCensus.Pile = .init(), stoppedWebhooks: Int = 0
  ) {
    self.tenants = tenants
    self.tickets = tickets
    self.unsettled = unsettled
    self.waitingWebhooks = waitingWebhooks
    self.failedWebhooks = failedWebhooks
    self.stoppedWebhooks = stoppedWebhooks
  }
}
