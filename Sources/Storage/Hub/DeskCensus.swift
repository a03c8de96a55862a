package import Federation
package import Foundation
package import Ticketing

/// How much there is at one desk: counted for the hub's operator, never read.
package struct DeskCensus: Sendable, Equatable {
  /// Things of one kind that have not come to their end.
  package struct Pile: Sendable, Equatable {
    package let count: Int
    /// When the oldest of them was made; nil where there is none.
    package let oldest: Date?

    package init(_ count: Int = 0, oldest: Date? = nil) {
      self.count = count
      self.oldest = oldest
    }
  }

  package let tenant: Tenant
  /// Colleagues who may sign in.
  package var people = 0
  /// Numbers given to tickets so far.
  package var tickets = 0
  /// Tickets that are neither solved, closed nor cancelled.
  package var openTickets = 0
  /// Handoffs that are offered, or that somebody works on, on either side.
  package var openHandoffs = 0
  package var files = 0
  package var fileBytes = 0
  /// Messages on their way out, or come in and not applied yet.
  package var waiting = Pile()
  package var parked = Pile()
  package var missing = Pile()
  /// Handoffs that a partner records otherwise, found and not put right.
  package var drifted = Pile()
  package var waitingMails = Pile()
  package var parkedMails = Pile()
  /// What the desk's own systems are still to be told, and what they never took.
  package var waitingWebhooks = Pile()
  package var failedWebhooks = Pile()
  /// Webhooks that the hub has stopped after long failure.
  package var stoppedWebhooks = 0
  /// Sessions of browsers that have not ended and were seen lately.
  package var sessions = 0

  package init(tenant: Tenant) { self.tenant = tenant }
}

/// Messages of one desk that have not come to their end, alike in everything but their words.
package struct DeliveryPile: Sendable, Equatable {
  package let direction: Delivery.Direction
  package let state: Delivery.State
  package let kind: Message.Kind
  package let reason: ParkReason?
  package let count: Int
  package let oldest: Date
  /// The most tries that one of them has failed.
  package let attempts: Int

  package init(
    direction: Delivery.Direction, state: Delivery.State, kind: Message.Kind, reason: ParkReason?, count: Int,
    oldest: Date, attempts: Int
  ) {
    self.direction = direction
    self.state = state
    self.kind = kind
    self.reason = reason
    self.count = count
    self.oldest = oldest
    self.attempts = attempts
  }
}
