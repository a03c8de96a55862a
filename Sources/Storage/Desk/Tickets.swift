package import Federation
package import Ticketing

package protocol TicketReading {
  func ticket(_ id: TicketID) throws -> Ticket?
  func ticket(number: Int) throws -> Ticket?
  func tickets(_ query: TicketQuery, _ page: PageRequest) throws -> Page<Ticket>
  /// What each is tied to. A page of tickets takes as many reads as one.
  func families(of tickets: [Ticket]) throws -> [TicketID: Family]
  /// Oldest first.
  func timeline(of ticket: TicketID, afterSeq: Int, limit: Int) throws -> [TimelineEntry]
}

package protocol TicketWriting {
  /// The next of the desk's ticket numbers, counted under the desk's lock.
  func nextTicketNumber() throws -> Int
  /// Takes the ticket's lock, then reads it with its handoffs. This is the only way to a ticket that can be saved.
  func lock(_ id: TicketID) throws -> LockedTicket?
  func insert(_ ticket: Ticket) throws
  func update(_ ticket: Ticket) throws
  /// Writes at the end of the ticket's timeline; a timeline is never changed.
  func append(_ event: Event, to ticket: TicketID) throws
}

/// A ticket whose lock this transaction holds.
package struct LockedTicket: Sendable {
  package var chained: ChainedTicket
  let before: ChainedTicket

  /// For storage only: whoever makes one says that the ticket's lock is held.
  package init(locked chained: ChainedTicket) {
    self.chained = chained
    before = chained
  }
}
