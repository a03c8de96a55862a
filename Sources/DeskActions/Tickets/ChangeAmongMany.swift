import Federation
package import Storage
package import Ticketing

/// What somebody wants different on each of several tickets.
package struct ManyChange: Sendable, Equatable {
  /// Tickets that are changed at once.
  package static let mostTickets = 200

  /// All but the tags, which differ from ticket to ticket.
  package var input = TicketInput()
  package var addedTag: String?
  package var removedTag: String?
  /// Goes with a status that means resolved or closed; a ticket that has ended already keeps what was done on it.
  package var resolution: Resolution?

  package init() {}

  package var isEmpty: Bool { self == ManyChange() }
}

/// Changes one ticket of several as it would be changed singly: all that was asked for, or nothing of it.
package struct ChangeAmongMany: Action {
  package struct Outcome: Sendable {
    package let ticket: Ticket
    /// False where the ticket was so already.
    package let isChanged: Bool
  }

  package let ticket: TicketID
  package let change: ManyChange

  package init(_ ticket: TicketID, _ change: ManyChange) {
    self.ticket = ticket
    self.change = change
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Outcome {
    try actor.require(.agent)
    let before = try tx.existing(ticket).chained.ticket
    var input = change.input
    input.changes.tags = try tags(before.tags)
    let ending = change.resolution.flatMap { resolution in
      before.status.category.isEnded ? nil : ResolveTicket(ticket, status: input.status, resolution: resolution)
    }
    if ending != nil { input.status = nil }
    var after = before
    if input != TicketInput() {
      after = try ChangeTicket(ticket, input).perform(by: actor, in: tx, &moment).ticket
    }
    if let ending { after = try ending.perform(by: actor, in: tx, &moment).ticket }
    return Outcome(ticket: after, isChanged: after.version != before.version)
  }

  /// Nil where they stay as they are.
  private func tags(_ now: [String]) throws -> [String]? {
    var tags = now.filter { $0 != change.removedTag }
    if let added = change.addedTag, !tags.contains(added) { tags.append(added) }
    guard tags.count <= Limits.tags else {
      throw InvalidInput("/tags", "has more than \(Limits.tags) entries", .tooMany(limit: Limits.tags))
    }
    return tags == now ? nil : tags
  }
}
