import Federation
import Ticketing

/// Which statuses this desk may set now, and why not the others: only the desk that works on the ticket moves its status.
struct StatusStanding {
  /// The present one, and those that may be set; what means solved is set with a resolution, in a form of its own.
  let settable: [Status]
  let note: String?
  let mayResolve: Bool
  let mayReopen: Bool

  init(_ chained: ChainedTicket, _ place: TicketPlace) {
    let (now, all) = (chained.ticket.status, chained.desk.statuses.statuses)
    let allowed = all.filter { chained.refusal(of: $0) == nil }
    settable = all.filter { status in
      status.id == now.id || (allowed.contains(status) && ![.resolved, .closed].contains(status.category))
    }
    mayResolve = !now.category.isEnded && allowed.contains { $0.category == .resolved }
    mayReopen = now.category.isEnded && allowed.contains { !$0.category.isEnded }
    note = Self.note(chained, place)
  }

  private static func note(_ chained: ChainedTicket, _ place: TicketPlace) -> String? {
    if let above = chained.handoffIn {
      let partner = ["partner": above.partnership.partnerName]
      switch above.handoff.state {
      case .offered: return place.text("status_offered", partner)
      case .completed: return place.text("status_completed", partner)
      case .accepted, .confirmed, .declined, .withdrawn, .recalled, .returned: break
      }
    }
    if let below = chained.handoffOut, below.handoff.state == .accepted {
      return place.text("status_theirs", ["partner": below.partnership.partnerName])
    }
    if let above = chained.handoffIn, above.handoff.state == .accepted {
      return place.text("status_ours", ["partner": above.partnership.partnerName])
    }
    if let survivor = chained.family.survivor {
      return place.text("status_merged", ["number": "#\(survivor.number)"])
    }
    let open = chained.family.openChildren.map { "#\($0.ticket.number)" }
    return open.isEmpty ? nil : place.text("status_children", ["children": place.list(open)])
  }
}
