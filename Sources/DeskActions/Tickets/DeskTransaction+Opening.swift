import Federation
import Storage
import Ticketing

/// What a new ticket has of another one where nothing else is said: who asked, who works on it, how soon and what it is.
struct Lineage {
  let ties: Ties
  let family: Family
  let elder: Ticket

  /// Of a part of another ticket.
  init(childOf elder: Ticket) {
    self.elder = elder
    ties = Ties(parent: elder.id)
    family = Family(parent: elder.reference)
  }

  /// Of a ticket that another one is split into.
  init(splitOff elder: Ticket) {
    self.elder = elder
    ties = Ties(source: elder.id)
    family = Family(source: elder.reference)
  }
}

extension DeskTransaction {
  /// A ticket as a person describes it, not kept yet.
  func opened(
    _ input: TicketInput, _ lineage: Lineage? = nil, by actor: Actor, _ moment: inout Moment
  ) throws -> ChainedTicket {
    let desk = try existingDesk()
    let (changes, status) = try input.resolved(in: self, &moment)
    guard let subject = changes.subject else { throw InvalidInput("/subject", "is required") }
    try input.requireHoldFits(status ?? desk.statuses.first(.new))
    let elder = lineage?.elder
    let isRated = changes.impact?.value != nil && changes.urgency?.value != nil
    let draft = TicketDraft(
      subject: subject, description: changes.description ?? "", type: changes.type ?? elder?.type ?? .incident,
      priority: changes.priority ?? (isRated ? nil : elder?.priority), impact: changes.impact?.value,
      urgency: changes.urgency?.value, status: status, hold: input.hold?.value,
      requester: changes.requester.map(\.value) ?? elder?.requester,
      team: changes.team.map(\.value) ?? elder?.team, assignee: changes.assignee?.value, tags: changes.tags ?? [],
      fields: changes.fields.compactMapValues(\.value), site: changes.site?.value, ties: lineage?.ties ?? Ties())
    let ticket = Ticket(
      opening: draft, id: moment.newID(), number: try nextTicketNumber(), origin: .here, statuses: desk.statuses,
      at: moment.now)
    return ChainedTicket(
      opened: ticket, at: desk, family: lineage?.family ?? Family(), by: actor.author(at: desk.name), &moment)
  }
}
