import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func tickets(_ query: TicketQuery, _ page: PageRequest) -> Page<Ticket> {
    guard let isFound = search(query.text) else { return Page(items: [], next: nil) }
    let led = handoffCondition(query)
    let tickets = tables.tickets.rows.filter { query.isMet(by: $0) && led?.contains($0.id) ?? true && isFound($0) }
    let sort = query.sort
    return Page.ordered(tickets, after: page.after, limit: page.limit, isDescending: sort.isDescending) {
      ListPlace(key: sort.key(of: $0), id: $0.id)
    }
  }

  /// The tickets whose handoffs are as asked; nil where nothing is asked of handoffs.
  private func handoffCondition(_ query: TicketQuery) -> Set<TicketID>? {
    guard query.partnership != nil || query.partnerNumber != nil || query.isHandedOver else { return nil }
    func tickets(_ isWanted: (Handoff) -> Bool) -> Set<TicketID> {
      Set(tables.handoffs.rows.filter(isWanted).map(\.ticket))
    }
    // Each may be met by another handoff of the ticket's.
    var all: [Set<TicketID>] = []
    if let partnership = query.partnership { all.append(tickets { $0.partnership == partnership }) }
    if let number = query.partnerNumber { all.append(tickets { $0.partnerNumber == number }) }
    if query.isHandedOver { all.append(tickets { $0.state.isOpen && $0.side == .delegator }) }
    return all.dropFirst().reduce(all.first ?? []) { $0.intersection($1) }
  }
}

extension TicketQuery {
  /// Whether a ticket is as asked, as far as it shows by itself.
  fileprivate func isMet(by ticket: Ticket) -> Bool {
    switch assignee {
    case .agent(let agent): if ticket.assignee != agent { return false }
    case .nobody: if ticket.assignee != nil { return false }
    case nil: break
    }
    return (status.map { ticket.status.id == $0 } ?? true)
      && (categories.isEmpty || categories.contains(ticket.status.category))
      && (priority.map { ticket.priority == $0 } ?? true) && (team.map { ticket.team == $0 } ?? true)
      && (requester.map { ticket.requester == $0 } ?? true) && (tag.map { ticket.tags.contains($0) } ?? true)
  }
}

extension TicketQuery.Sort {
  var isDescending: Bool {
    switch self {
    case .created, .updated, .priority: false
    case .createdDescending, .updatedDescending, .priorityDescending: true
    }
  }

  func key(of ticket: Ticket) -> Int64 {
    switch self {
    case .created, .createdDescending: ticket.createdAt.milliseconds
    case .updated, .updatedDescending: ticket.updatedAt.milliseconds
    case .priority, .priorityDescending: ticket.priority.rank
    }
  }
}

extension Priority {
  /// How priorities sort: low first.
  fileprivate var rank: Int64 {
    switch self {
    case .low: 0
    case .normal: 1
    case .high: 2
    case .urgent: 3
    }
  }
}
