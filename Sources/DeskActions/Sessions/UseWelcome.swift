package import Foundation
package import Storage
package import Ticketing

/// Chooses a password by a link that a colleague sent, which is used up by it. Whoever has the link acts as its person.
package struct UseWelcome: Sendable {
  package let secretHash: [UInt8]
  /// The Argon2id hash of the password, made outside.
  package let passwordHash: String

  package init(secretHash: [UInt8], passwordHash: String) {
    self.secretHash = secretHash
    self.passwordHash = passwordHash
  }

  /// - Throws: `NotFound` for a link that was used, replaced, or is past its time.
  package func perform(
    from address: String?, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Actor {
    guard let person = try tx.guest(secretHash: secretHash, at: moment.now) else { throw NotFound() }
    try tx.put(passwordHash: passwordHash, of: person.id)
    try tx.removeWelcome(of: person.id)
    try tx.endSessions(of: person.id, but: nil, at: moment.now)
    let actor = Actor(tenant: tx.tenant, agent: person.id, name: person.name, role: person.role, address: address)
    try tx.audit("password.choose", person.id, by: actor, moment)
    return actor
  }
}

extension DeskReader {
  /// Who may choose a password by a link; nil where it is worth nothing.
  package func guest(secretHash: [UInt8], at now: Date) throws -> Agent? {
    guard let welcome = try welcome(secretHash: secretHash), welcome.expiresAt > now,
      let agent = try agent(welcome.agent), agent.isActive
    else { return nil }
    return agent
  }
}
