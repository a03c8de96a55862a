import Foundation
package import Storage
package import Ticketing

/// Gives a colleague a new link to choose a password by, for a first one or a forgotten one. The one before is worth nothing then.
package struct RenewWelcome: Action {
  package let agent: AgentID
  package let secretHash: [UInt8]

  package init(_ agent: AgentID, secretHash: [UInt8]) {
    self.agent = agent
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    try actor.require(.admin)
    guard let agent = try tx.agent(agent) else { throw NotFound() }
    guard agent.isActive else { throw InvalidInput("/agent", "is shut out; let the person in again first") }
    try tx.put(
      WelcomeRecord(
        agent: agent.id, secretHash: secretHash,
        expiresAt: moment.now.addingTimeInterval(WelcomeRecord.lifetime)))
    try tx.audit("welcome.create", agent.id, .email(agent.email), by: actor, moment)
    return agent
  }
}
