package import Federation
package import Storage
package import Ticketing

/// Changes what a person may edit of a ticket, its status included: all of it, or nothing.
package struct ChangeTicket: Action {
  package let ticket: TicketID
  package let input: TicketInput
  /// The version that the person saw; nil changes whatever there is.
  package let expectedVersion: Int?

  package init(_ ticket: TicketID, _ input: TicketInput, expectedVersion: Int? = nil) {
    self.ticket = ticket
    self.input = input
    self.expectedVersion = expectedVersion
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    var locked = try tx.existing(ticket)
    let version = locked.chained.ticket.version
    if let expectedVersion, expectedVersion != version { throw VersionMismatch(version: version) }
    let (changes, status) = try input.resolved(in: tx, &moment)
    let survivor = locked.chained.family.survivor
    // Opening it again undoes the merge; nothing else is changed on a ticket that was merged away.
    if status?.category.isEnded ?? true { try locked.chained.requireNotMerged() }
    let author = actor.author(at: locked.chained.desk.name)
    locked.chained.apply(changes, by: author, &moment)
    try input.requireHoldFits(status ?? locked.chained.ticket.status)
    if let status, status != locked.chained.ticket.status {
      try locked.chained.set(status: status, hold: input.hold?.value, by: author, &moment)
    } else if let hold = input.hold {
      try locked.chained.set(status: locked.chained.ticket.status, hold: hold.value, by: author, &moment)
    }
    try tx.save(locked, &moment)
    if let survivor, locked.chained.family.survivor == nil {
      try release(locked.chained.ticket.reference, from: survivor, author, tx, &moment)
    }
    return locked.chained
  }

  private func release(
    _ merged: TicketReference, from survivor: TicketReference, _ author: Author, _ tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    var locked = try tx.existing(survivor.id)
    locked.chained.release(merged, by: author, &moment)
    try tx.save(locked, &moment)
  }
}

/// The ticket changed since it was read.
package struct VersionMismatch: Error, Equatable, Sendable {
  package let version: Int
}
