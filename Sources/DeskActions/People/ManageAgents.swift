package import Storage
package import Ticketing

/// Takes a colleague in.
package struct AddAgent: Action {
  package let email: EmailAddress
  package let name: String
  package let role: Role
  package let teams: [String]

  package init(email: EmailAddress, name: String, role: Role, teams: [String] = []) {
    self.email = email
    self.name = name
    self.role = role
    self.teams = teams
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    try actor.require(.admin)
    guard try tx.agent(email: email) == nil else { throw PeopleRefusal.emailTaken(email) }
    let agent = Agent(
      id: moment.newID(), email: email, name: name, role: role, teams: try tx.teams(like: teams),
      createdAt: moment.now)
    try tx.put(agent)
    try tx.audit("agent.create", agent.id, "\(email) as \(role.rawValue)", by: actor, moment)
    return agent
  }
}

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
    try tx.audit("agent.change", agent.id, "\(agent.role.rawValue), active: \(agent.isActive)", by: actor, moment)
    return agent
  }
}

extension DeskReader {
  fileprivate func teams(like names: [String]) throws -> [TeamID] {
    try names.enumerated().map { try team(like: $1, at: "/teams/\($0)").id }
  }
}
