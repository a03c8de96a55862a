package import Storage
package import Ticketing

/// Changes a colleague's name, role or teams, or shuts the colleague out.
package struct ChangeAgent: Action {
  package let agent: AgentID
  package let name: String?
  package let role: Role?
  package let isActive: Bool?
  package let teams: [String]?

  package init(
    _ agent: AgentID, name: String? = nil, role: Role? = nil, isActive: Bool? = nil, teams: [String]? = nil
  ) {
    self.agent = agent
    self.name = name
    self.role = role
    self.isActive = isActive
    self.teams = teams
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    try actor.require(.admin)
    guard var agent = try tx.agent(agent) else { throw NotFound() }
    let isAdmin = agent.isActive && agent.role == .admin
    let others = try tx.activeAdminCount() - (isAdmin ? 1 : 0)
    if let name { agent.rename(to: name) }
    if let role { try agent.change(role: role, otherAdmins: others) }
    if let isActive { try agent.setActive(isActive, otherAdmins: others) }
    if let teams { agent.join(try tx.teams(like: teams)) }
    try tx.put(agent)
    try tx.audit("agent.change", agent.id, .role(agent.role), .isActive(agent.isActive), by: actor, moment)
    return agent
  }
}
