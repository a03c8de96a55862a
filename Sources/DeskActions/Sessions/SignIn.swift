package import Storage
package import Ticketing

/// Begins a session of somebody whose password was just verified. The secret is made outside; only its hash is kept.
package struct SignIn: Action {
  package let secretHash: [UInt8]

  package init(secretHash: [UInt8]) { self.secretHash = secretHash }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SessionRecord {
    // Between the password and this somebody may have been shut out.
    guard let agent = try tx.agent(actor.agent), agent.isActive else { throw NotFound() }
    let session = SessionRecord(
      id: moment.newID(), agent: agent.id, secretHash: secretHash, createdAt: moment.now, seenAt: moment.now,
      confirmedAt: moment.now)
    try tx.put(session)
    try tx.audit("session.begin", session.id, by: actor, moment)
    return session
  }
}
