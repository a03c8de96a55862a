import Federation
import Foundation
import Storage
import Ticketing

/// What a desk has of one handoff and of all that hangs on it, at one moment.
struct Glimpse: Sendable {
  let handoff: Handoff
  /// The other handoffs of the same ticket.
  let others: [Handoff]
  let status: Status
  let priority: Priority
  let resolution: Resolution?
  let book: StatusBook
  let partnership: Partnership
  let passesThrough: Bool
  let hasOpenChildren: Bool

  init?(_ id: HandoffID, reading tx: any DeskReader) throws {
    guard let handoff = try tx.handoff(id), let ticket = try tx.ticket(handoff.ticket),
      let partnership = try tx.partnership(handoff.partnership), let record = try tx.deskRecord()
    else { return nil }
    self.handoff = handoff
    self.partnership = partnership
    others = try tx.handoffs(of: handoff.ticket).filter { $0.id != id }
    status = ticket.status
    priority = ticket.priority
    resolution = ticket.resolution
    book = try tx.statuses()
    passesThrough = record.passesThrough
    hasOpenChildren = try tx.families(of: [ticket])[ticket.id]?.openChildren.isEmpty == false
  }

  /// The handoff that the ticket came by, while it is open.
  var upper: Handoff? { others.first { $0.side == .delegate && $0.state.isOpen } }
}
