package import Storage
package import Ticketing

/// Changes how oneself is called at the desk. What was written before keeps the name that it was written under.
package struct ChangeOwnName: Action {
  package let name: String

  package init(_ name: String) { self.name = name }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    guard var agent = try tx.agent(actor.agent), agent.isActive else { throw NotFound() }
    agent.rename(to: name)
    try tx.put(agent)
    try tx.audit("agent.rename", agent.id, .name(name), by: actor, moment)
    return agent
  }
}
