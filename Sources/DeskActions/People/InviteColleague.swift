package import Storage
package import Ticketing

/// Takes a colleague in who then chooses a password by a link. The link's secret is made outside; its hash is kept.
package struct InviteColleague: Action {
  package let colleague: AddAgent
  package let secretHash: [UInt8]

  package init(_ colleague: AddAgent, secretHash: [UInt8]) {
    self.colleague = colleague
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    let agent = try colleague.perform(by: actor, in: tx, &moment)
    return try RenewWelcome(agent.id, secretHash: secretHash).perform(by: actor, in: tx, &moment)
  }
}
