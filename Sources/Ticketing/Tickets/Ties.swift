/// What ties a ticket to others of its desk.
package struct Ties: Sendable, Equatable {
  /// The ticket that this one was merged into; none any more once this one opens again.
  package internal(set) var survivor: TicketID?
  /// The ticket that it was split off.
  package let source: TicketID?
  /// The ticket that it is a part of.
  package internal(set) var parent: TicketID?

  package init(survivor: TicketID? = nil, source: TicketID? = nil, parent: TicketID? = nil) {
    self.survivor = survivor
    self.source = source
    self.parent = parent
  }

  /// Every ticket that it names.
  package var named: [TicketID] { [survivor, source, parent].compactMap { $0 } }
}

/// Another ticket of the desk, as programs and as people name it.
package struct TicketReference: Sendable, Equatable {
  package let id: TicketID
  package let number: Int

  package init(id: TicketID, number: Int) {
    self.id = id
    self.number = number
  }
}

extension Ticket {
  package var reference: TicketReference { TicketReference(id: id, number: number) }
}
