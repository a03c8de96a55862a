package import Federation
import Storage
package import Ticketing

extension ModelReader {
  package func families(of tickets: [Ticket]) -> [TicketID: Family] {
    guard !tickets.isEmpty else { return [:] }
    let tied = tiedTickets
    return Dictionary(tickets.map { ($0.id, family(of: $0, tied)) }) { first, _ in first }
  }

  func family(of ticket: Ticket) -> Family { family(of: ticket, tiedTickets) }

  /// Every ticket of the desk that is tied to an elder or a survivor.
  private var tiedTickets: [Ticket] {
    tables.tickets.rows.filter { $0.ties.parent != nil || $0.ties.survivor != nil }
  }

  private func family(of ticket: Ticket, _ tied: [Ticket]) -> Family {
    let ties = ticket.ties
    return Family(
      survivor: ties.survivor.flatMap(reference), source: ties.source.flatMap(reference),
      parent: ties.parent.flatMap(reference),
      merged: tied.filter { $0.ties.survivor == ticket.id }.map(\.number).sorted(),
      children: tied.filter { $0.ties.parent == ticket.id }.sorted { $0.number < $1.number }.map(child))
  }

  private func reference(_ id: TicketID) -> TicketReference? { tables.tickets[id]?.reference }

  private func child(_ ticket: Ticket) -> Family.Child {
    // It is handed over once at most.
    let handoff = tables.handoffs.rows.first {
      $0.ticket == ticket.id && $0.side == .delegator && $0.state.isOpen
    }
    return Family.Child(
      ticket: ticket.reference, subject: ticket.subject, status: ticket.status,
      partner: handoff.flatMap { partnership($0.partnership)?.partnerName })
  }
}
