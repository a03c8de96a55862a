import Storage
import Ticketing

/// The names of those whom a page of tickets names, read at once.
struct TicketPeople {
  private let agents: [AgentID: String]
  private let requesters: [RequesterID: String]

  init(of tickets: [Ticket], _ tx: any DeskReader) throws {
    let agents = try tx.agents(Set(tickets.compactMap(\.assignee)))
    let requesters = try tx.requesters(Set(tickets.compactMap(\.requester)))
    self.agents = Dictionary(agents.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    self.requesters = Dictionary(requesters.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func assignee(of ticket: Ticket) -> String? { ticket.assignee.flatMap { agents[$0] } }
  func requester(of ticket: Ticket) -> String? { ticket.requester.flatMap { requesters[$0] } }
}
