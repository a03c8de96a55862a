package import Storage
package import Ticketing

/// The ways of looking at the desk's tickets that everybody has at hand.
package enum TicketTab: String, CaseIterable, Sendable {
  case open, mine, unassigned, partners, all

  /// The one that the address names. Who searches looks everywhere, and who only opens the list sees what is open.
  package init(of address: TicketListAddress) {
    self = address["view"].flatMap { TicketTab(rawValue: $0) } ?? (address.isSearch ? .all : .open)
  }

  /// Narrows a query to the tab's tickets. What somebody chose beside the tab goes before what the tab says.
  package func narrow(_ query: inout TicketQuery, for agent: AgentID) {
    switch self {
    case .open: break
    case .mine: query.assignee = query.assignee ?? .agent(agent)
    case .unassigned: query.assignee = query.assignee ?? .nobody
    case .partners:
      query.isHandedOver = true
      return
    case .all: return
    }
    if query.status == nil, query.categories.isEmpty {
      query.categories = StatusCategory.allCases.filter { !$0.isEnded }
    }
  }
}
