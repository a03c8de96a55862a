package import Federation
import Mutants
import StrictJSON
package import Ticketing

extension DeskTransaction {
  /// Writes what became of a locked ticket: the ticket, its handoffs, its timeline and the messages that follow.
  ///
  /// - Parameter writer: who typed it, where the timeline names somebody else.
  package func save(_ locked: LockedTicket, typedBy writer: AgentID? = nil, _ moment: inout Moment) throws {
    let after = locked.chained
    if after.ticket != locked.before.ticket { try update(after.ticket) }
    try saveHandoffs(of: after, before: locked.before)
    try write(after.effects, ticket: after.ticket.id, &moment)
    try tellOutside(of: after, &moment)
    try tell(of: after, since: locked.before.ticket, typedBy: writer, &moment)
    try tellWebhooks(of: after, &moment)
    try tellRequester(of: after, since: locked.before.ticket, &moment)
  }

  /// Writes a new ticket, with what opening it brought about.
  package func saveNew(_ chained: ChainedTicket, _ moment: inout Moment) throws {
    try insert(chained.ticket)
    try saveHandoffs(of: chained, before: nil)
    try write(chained.effects, ticket: chained.ticket.id, &moment)
    try tellOutside(of: chained, &moment)
    try tell(of: chained, since: nil, typedBy: nil, &moment)
    try tellWebhooks(of: chained, &moment)
    try tellRequester(of: chained, since: nil, &moment)
  }

  private func saveHandoffs(of chained: ChainedTicket, before: ChainedTicket?) throws {
    for leg in chained.legs where before?.leg(leg.handoff.id)?.handoff != leg.handoff { try put(leg.handoff) }
  }

  private func write(_ effects: Effects, ticket: TicketID, _ moment: inout Moment) throws {
    for comment in effects.lostComments { try restore(comment) }
    for comment in effects.comments { try put(comment) }
    for attachment in effects.attachments { try insert(attachment) }
    for event in effects.events { try append(event, to: ticket) }
    for handoff in effects.silenced { try cancelUnsent(of: .handoff(handoff), at: moment.now) }
    for envelope in effects.envelopes { try enqueue(envelope, ticket: ticket, &moment) }
  }

  /// Puts on their way to the external desk, in the ticket's own lane, what a stand-in has to tell it.
  private func tellOutside(of chained: ChainedTicket, _ moment: inout Moment) throws {
    guard chained.desk.standsIn, let partnership = chained.legs.first?.partnership.id else { return }
    let messages = chained.outsideMessages
    guard !messages.isEmpty else { return }
    var outside = try outsideTicket(chained.ticket.id) ?? OutsideTicket(ticket: chained.ticket.id)
    for message in messages {
      outside.told += 1
      try enqueue(
        Delivery(
          id: moment.newID(), direction: .out, partnership: partnership,
          lane: .outside(OutsideLaneID(chained.ticket.id.uuid)), ticket: chained.ticket.id, epoch: 1,
          seq: outside.told, event: message.event, kind: message.kind, state: .waiting, createdAt: moment.now,
          wireBytes: try message.jsonBytes))
    }
    try put(outside)
  }

  /// Puts one message on its way.
  package func enqueue(_ envelope: Envelope, ticket: TicketID?, _ moment: inout Moment) throws {
    try enqueue(
      Delivery(
        id: moment.newID(), direction: .out, partnership: envelope.partnership, lane: envelope.lane, ticket: ticket,
        epoch: envelope.epoch, seq: envelope.seq, event: envelope.event, kind: envelope.message.kind, state: .waiting,
        createdAt: moment.now, wireBytes: try envelope.wireBytes()))
    guard let handoff = envelope.handoff, !Mutant.crossingIsForgotten.isOn else { return }
    for event in envelope.contentEvents { try noteCrossing(of: event, over: handoff) }
  }
}
