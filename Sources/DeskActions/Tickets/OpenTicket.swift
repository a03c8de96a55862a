package import Federation
package import Storage
package import Ticketing

/// Opens a ticket at this desk.
package struct OpenTicket: Action {
  package let input: TicketInput

  package init(_ input: TicketInput) { self.input = input }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    let desk = try tx.existingDesk()
    let (changes, status) = try input.resolved(in: tx, &moment)
    guard let subject = changes.subject else { throw InvalidInput("/subject", "is required", .required) }
    try input.requireHoldFits(status ?? desk.statuses.first(.new))
    let draft = TicketDraft(
      subject: subject, description: changes.description ?? "", type: changes.type ?? .incident,
      priority: changes.priority, impact: changes.impact?.value, urgency: changes.urgency?.value, status: status,
      hold: input.hold?.value, requester: changes.requester?.value, team: changes.team?.value,
      assignee: changes.assignee?.value,
      tags: changes.tags ?? [], fields: changes.fields.compactMapValues(\.value), site: changes.site?.value)
    let ticket = Ticket(
      opening: draft, id: moment.newID(), number: try tx.nextTicketNumber(), origin: .here, statuses: desk.statuses,
      at: moment.now)
    let chained = ChainedTicket(opened: ticket, at: desk, by: actor.author(at: desk.name), &moment)
    try tx.saveNew(chained, &moment)
    return chained
  }
}
