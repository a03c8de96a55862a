import Storage
package import Ticketing

extension ModelTransaction {
  package func put(_ agent: Agent) throws {
    tellAfterCommit(.access)
    let namesake = self.agent(email: agent.email)
    try refuse("agents.folded_email", where: namesake.map { $0.id != agent.id } ?? false)
    tables.agents[agent.id] = AgentRow(agent: agent, passwordHash: passwordHash(of: agent.id))
  }

  /// Of nobody, it is not kept.
  package func put(passwordHash: String, of agent: AgentID) {
    guard var row = tables.agents[agent] else { return }
    row.passwordHash = passwordHash
    tables.agents[agent] = row
  }

  package func put(_ team: Team) throws {
    let namesake = self.team(named: team.name)
    try refuse("teams.folded_name", where: namesake.map { $0.id != team.id } ?? false)
    tables.teams[team.id] = team
  }

  package func put(_ customer: Customer) throws {
    let namesake = self.customer(named: customer.name)
    try refuse("customers.folded_name", where: namesake.map { $0.id != customer.id } ?? false)
    tables.customers[customer.id] = customer
  }

  package func put(_ requester: Requester) throws {
    let namesake = requester.email.flatMap { self.requester(email: $0) }
    try refuse("requesters.folded_email", where: namesake.map { $0.id != requester.id } ?? false)
    if let customer = requester.customer { try require(self.customer(customer) != nil, "customer") }
    tables.requesters[requester.id] = requester
  }
}
