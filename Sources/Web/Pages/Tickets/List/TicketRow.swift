package import Federation
package import Foundation
import Mustache
import Ticketing

/// A ticket as one line of a list. It hands its parts to the template by name itself: looking them up by reflection would
/// take most of the page's time.
struct TicketRow: MustacheParent {
  private let parts: [String: any Sendable]

  /// - Parameter ticks: nil for who may tick none.
  init(_ chained: ChainedTicket, _ people: TicketPeople, path: String, _ clock: PageClock, ticks: TickedRows?) {
    let ticket = chained.ticket
    var parts: [String: any Sendable] = [
      "number": "\(ticket.number)", "address": "\(path)/\(ticket.number)", "subject": ticket.subject,
      "statusName": ticket.status.name, "category": ticket.status.category.rawValue,
      "priority": ticket.priority.rawValue, "priorityName": clock.catalogue["priority.\(ticket.priority.rawValue)"],
      "updatedText": clock.short(ticket.updatedAt), "updatedFull": clock.full(ticket.updatedAt),
      "isLate": chained.isLate(at: clock.now),
    ]
    parts["requester"] = people.requester(of: ticket)
    parts["assignee"] = people.assignee(of: ticket)
    let (offeredBy, with) = (chained.offeredBy, chained.isHolder ? nil : chained.holder)
    let sender = chained.handoffIn?.partnership.partnerName
    parts["offeredTo"] = chained.offeredTo
    parts["offeredBy"] = offeredBy
    parts["with"] = offeredBy == nil ? with : nil
    parts["cameFrom"] = offeredBy == nil && sender != with ? sender : nil
    parts["mayTick"] = ticks != nil
    parts["isTicked"] = ticks?.holds(ticket)
    self.parts = parts
  }

  /// What is absent is false, or the template would go on to look for it in what is around the row.
  func child(named name: String) -> Any? { parts[name] ?? false }
}

extension ChainedTicket {
  /// The partner who was asked and has not answered yet.
  var offeredTo: String? {
    handoffOut.flatMap { $0.handoff.state == .offered ? $0.partnership.partnerName : nil }
  }

  /// The partner who asked and was not answered yet.
  var offeredBy: String? {
    handoffIn.flatMap { $0.handoff.state == .offered ? $0.partnership.partnerName : nil }
  }

  /// Whether an answer or the work itself is late, at this desk or at the next.
  package func isLate(at now: Date) -> Bool {
    legs.contains { leg in
      switch leg.handoff.state {
      case .offered: leg.handoff.respondBy.map { $0 < now } ?? false
      case .accepted: leg.handoff.resolveBy.map { $0 < now } ?? false
      case .completed, .confirmed, .declined, .withdrawn, .recalled, .returned: false
      }
    }
  }
}
