package import Ticketing

/// The tickets of the same desk that a ticket is tied to, each as this ticket has to know it.
package struct Family: Sendable, Equatable {
  /// A part of the work, which goes its own way: to another partner, for one.
  package struct Child: Sendable, Equatable {
    package let ticket: TicketReference
    package let subject: String
    package let status: Status
    /// The partner that it is handed to; nil while it is here.
    package let partner: String?

    package init(ticket: TicketReference, subject: String, status: Status, partner: String?) {
      self.ticket = ticket
      self.subject = subject
      self.status = status
      self.partner = partner
    }
  }

  /// The ticket that this one was merged into.
  package internal(set) var survivor: TicketReference?
  /// The ticket that it was split off.
  package internal(set) var source: TicketReference?
  package internal(set) var parent: TicketReference?
  /// The numbers of those that were merged into this one, in order.
  package let merged: [Int]
  /// By number.
  package internal(set) var children: [Child]

  package init(
    survivor: TicketReference? = nil, source: TicketReference? = nil, parent: TicketReference? = nil,
    merged: [Int] = [], children: [Child] = []
  ) {
    self.survivor = survivor
    self.source = source
    self.parent = parent
    self.merged = merged
    self.children = children
  }

  package var openChildren: [Child] { children.filter { !$0.status.category.isEnded } }
}
