package import Federation
package import Storage
package import Ticketing

/// Ends the work on a ticket, with what was done.
package struct ResolveTicket: Action {
  package let ticket: TicketID
  /// The id or name of a status that means resolved or closed; nil takes the desk's first one that means resolved.
  package let status: String?
  package let resolution: Resolution
  /// The version that the person saw; nil resolves whatever there is.
  package let expectedVersion: Int?

  package init(_ ticket: TicketID, status: String? = nil, resolution: Resolution, expectedVersion: Int? = nil) {
    self.ticket = ticket
    self.status = status
    self.resolution = resolution
    self.expectedVersion = expectedVersion
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    var locked = try tx.existing(ticket)
    try locked.requireVersion(expectedVersion)
    let status = try self.status.map { try tx.status(like: $0, at: "/status") }
    let resolved = status ?? locked.chained.desk.statuses.first(.resolved)
    guard [.resolved, .closed].contains(resolved.category) else {
      throw InvalidInput("/status", "does not mean that the work is done")
    }
    let author = actor.author(at: locked.chained.desk.name)
    try locked.chained.resolve(with: resolution, status: resolved, by: author, &moment)
    try tx.save(locked, &moment)
    return locked.chained
  }
}
