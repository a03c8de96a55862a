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
    try tx.audit("agent.create", agent.id, .email(email), .role(role), by: actor, moment)
    return agent
  }
}
