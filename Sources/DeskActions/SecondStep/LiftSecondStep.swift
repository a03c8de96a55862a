package import Storage
package import Ticketing

/// Takes away the second step of a colleague who lost the device; the password alone opens the desk then.
package struct LiftSecondStep: Action {
  package let agent: AgentID

  package init(of agent: AgentID) { self.agent = agent }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    try actor.require(.admin)
    guard let agent = try tx.agent(agent), try tx.secondStep(of: agent.id) != nil else { throw NotFound() }
    try tx.removeSecondStep(of: agent.id)
    try tx.audit("step.lift", agent.id, .email(agent.email), by: actor, moment)
    return agent
  }
}
