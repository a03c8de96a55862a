package import Federation
package import Storage
package import Ticketing

/// Shows what a partner would be told of a ticket by an offer, under the rules in force and under others. Nothing is kept.
package struct PreviewSharing: Sendable {
  package let partnership: PartnershipID
  package let ticket: TicketID
  package let changes: SharingChanges

  package init(_ partnership: PartnershipID, on ticket: TicketID, _ changes: SharingChanges) {
    self.partnership = partnership
    self.ticket = ticket
    self.changes = changes
  }

  package func callAsFunction(
    in tx: any DeskReader, _ moment: Moment
  ) throws -> (inForce: Offer, proposed: Offer) {
    var moment = moment
    let known = try tx.existingPartnership(partnership)
    guard let ticket = try tx.ticket(ticket) else { throw NotFound() }
    let chained = try tx.chained(ticket, at: try tx.existingDesk())
    let terms = try OfferHandoff(ticket.id, to: partnership).terms(for: chained, over: known, tx)
    return (
      chained.preview(terms, over: known, under: known.sharing, &moment),
      chained.preview(terms, over: known, under: changes.applied(to: known.sharing), &moment)
    )
  }
}
