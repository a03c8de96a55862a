package import Storage
package import Ticketing

extension ModelReader {
  package func agent(_ id: AgentID) -> Agent? { tables.agents[id]?.agent }

  package func agent(email: EmailAddress) -> Agent? {
    let folded = email.folded.foldedForComparing
    return tables.agents.rows.first { $0.agent.email.folded.foldedForComparing == folded }?.agent
  }

  package func agents(_ page: PageRequest) -> Page<Agent> { tables.agents.page(page) { $0.agent.id }.map(\.agent) }

  package func agents(_ ids: Set<AgentID>) -> [Agent] {
    tables.agents.rows.filter { ids.contains($0.agent.id) }.map(\.agent)
  }

  package func activeAdminCount() -> Int {
    tables.agents.rows.count { $0.agent.role == .admin && $0.agent.isActive }
  }

  package func passwordHash(of agent: AgentID) -> String? { tables.agents[agent]?.passwordHash }

  package func team(_ id: TeamID) -> Team? { tables.teams[id] }

  package func team(named name: String) -> Team? {
    let folded = name.foldedForComparing
    return tables.teams.rows.first { $0.name.foldedForComparing == folded }
  }

  package func teams(_ page: PageRequest) -> Page<Team> { tables.teams.page(page, id: \.id) }

  package func teams(_ ids: Set<TeamID>) -> [Team] { tables.teams.rows.filter { ids.contains($0.id) } }

  package func customer(_ id: CustomerID) -> Customer? { tables.customers[id] }

  package func customer(named name: String) -> Customer? {
    let folded = name.foldedForComparing
    return tables.customers.rows.first { $0.name.foldedForComparing == folded }
  }

  package func customers(_ page: PageRequest) -> Page<Customer> { tables.customers.page(page, id: \.id) }

  package func customers(_ ids: Set<CustomerID>) -> [Customer] {
    tables.customers.rows.filter { ids.contains($0.id) }
  }

  package func requester(_ id: RequesterID) -> Requester? { tables.requesters[id] }

  package func requester(email: EmailAddress) -> Requester? {
    let folded = email.folded.foldedForComparing
    return tables.requesters.rows.first { $0.email?.folded.foldedForComparing == folded }
  }

  package func requesters(_ page: PageRequest) -> Page<Requester> { tables.requesters.page(page, id: \.id) }

  package func requesters(_ ids: Set<RequesterID>) -> [Requester] {
    tables.requesters.rows.filter { ids.contains($0.id) }
  }

  package func newestRequesters(_ limit: Int) -> [Requester] { tables.requesters.rows.last(limit) }
}
