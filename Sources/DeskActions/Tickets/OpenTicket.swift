package import Federation
package import Storage
package import Ticketing

/// Opens a ticket at this desk.
package struct OpenTicket: Action {
  package let input: TicketInput

  package init(_ input: TicketInput) { self.input = input }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    let chained = try tx.opened(input, by: actor, &moment)
    try tx.saveNew(chained, &moment)
    return chained
  }
}
