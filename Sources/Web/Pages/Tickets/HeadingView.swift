import Federation
import FormData
import Foundation
import Ticketing

/// What a ticket is, at a glance.
struct HeadingView {
  let number: Int
  let subject: String
  let badge: StatusBadge
  let priority: String
  let priorityTone: String
  /// Who works on it, and since when, where it is another desk.
  let whereabouts: String?
  /// What the neighbours in the chain call it.
  let neighbours: [String]
  let version: Int
  let mayEdit: Bool
  /// The subject as it was typed and not taken.
  let typed: String
  let isOpen: Bool
  let trouble: String?

  init(_ facts: TicketFacts, _ place: TicketPlace, there: TicketsThere, _ refused: RefusedForm?) {
    let ticket = facts.ticket
    let own = refused.flatMap { $0.isOf("subject") ? $0 : nil }
    number = ticket.number
    subject = ticket.subject
    badge = StatusBadge(ticket.status)
    priority = place.word(ticket.priority)
    priorityTone = ticket.priority.rawValue
    whereabouts = Self.whereabouts(of: facts.chained, place)
    neighbours = facts.chained.legs.compactMap { leg in
      let number = there[leg.handoff.id].map(\.number) ?? leg.handoff.partnerNumber.map { "#\($0)" }
      return number.map { "\(leg.partnership.partnerName) \($0)" }
    }
    version = ticket.version
    mayEdit = place.actor.role.covers(.agent)
    typed = own?.form["subject"] ?? ticket.subject
    isOpen = own != nil
    trouble = own?.sentence(place)
  }

  private static func whereabouts(of chained: ChainedTicket, _ place: TicketPlace) -> String? {
    let (above, below) = chained.chain
    if let hop = (above + below).first(where: \.isHolder), !chained.isHolder {
      guard let since = hop.since else { return place.text("with", ["partner": hop.desk]) }
      return place.text("with_since", ["partner": hop.desk, "time": place.clock.short(since)])
    }
    guard let out = chained.handoffOut, out.handoff.state == .offered else { return nil }
    return place.text(
      "offered_since", ["partner": out.partnership.partnerName, "time": place.clock.short(out.handoff.since)])
  }
}
