package import Federation
package import Ticketing

/// A handoff as a line of a list: with what people know it by.
package struct HandoffLine: Sendable, Equatable {
  package let handoff: Handoff
  /// This desk's.
  package let ticket: Ticket
  package let partner: String

  package init(handoff: Handoff, ticket: Ticket, partner: String) {
    self.handoff = handoff
    self.ticket = ticket
    self.partner = partner
  }
}

/// Which handoffs a list of lines shows.
package struct HandoffLineQuery: Sendable, Equatable {
  package enum Order: Sendable, CaseIterable {
    /// What has to be answered first comes first; what has no such time comes last, the oldest first.
    case answerBy
    /// What changed last comes first.
    case latest
  }

  package let side: Side
  /// At least one.
  package let states: Set<HandoffState>
  package let order: Order

  package init(_ side: Side, _ states: Set<HandoffState>, _ order: Order) {
    self.side = side
    self.states = states
    self.order = order
  }
}
