package import Federation
package import Storage
package import Ticketing

/// Opens a ticket for a part of another one's work, so that it can go its own way: to another partner, for one.
package struct OpenChild: Action {
  package let parent: TicketID
  package let input: TicketInput

  package init(of parent: TicketID, _ input: TicketInput) {
    self.parent = parent
    self.input = input
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    var locked = try tx.existing(parent)
    try locked.chained.mayHaveChildren()
    let child = try tx.opened(input, Lineage(childOf: locked.chained.ticket), by: actor, &moment)
    try locked.chained.adopt(child, by: actor.author(at: locked.chained.desk.name), &moment)
    try tx.saveNew(child, &moment)
    try tx.save(locked, &moment)
    return child
  }
}
