package import Storage
package import Ticketing

/// Gives somebody a new password and ends all of that person's other sessions.
package struct ChangePassword: Action {
  /// The Argon2id hash of the new one, made outside.
  package let passwordHash: String
  /// The session in which it was changed, which goes on; nil for none.
  package let session: SessionID?

  package init(passwordHash: String, in session: SessionID?) {
    self.passwordHash = passwordHash
    self.session = session
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    guard let agent = try tx.agent(actor.agent), agent.isActive else { throw NotFound() }
    try tx.put(passwordHash: passwordHash, of: agent.id)
    try tx.endSessions(of: agent.id, but: session, at: moment.now)
    try tx.audit("password.change", agent.id, by: actor, moment)
    return agent
  }
}
