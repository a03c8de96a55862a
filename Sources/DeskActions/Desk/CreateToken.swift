package import Foundation
package import Storage
package import Ticketing

/// Makes a key of the API for a colleague, or for oneself. The secret is made outside; only its hash is kept.
package struct CreateToken: Action {
  /// Nil for oneself.
  package let agent: AgentID?
  package let label: String
  package let secretHash: [UInt8]
  package let expiresAt: Date?

  package init(for agent: AgentID?, label: String, secretHash: [UInt8], expiresAt: Date?) {
    self.agent = agent
    self.label = label
    self.secretHash = secretHash
    self.expiresAt = expiresAt
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> TokenRecord {
    let owner = agent ?? actor.agent
    if owner != actor.agent { try actor.require(.admin) }
    guard let holder = try tx.agent(owner), holder.isActive else {
      throw InvalidInput("/agent", "is none of this desk's active agents", .unknown)
    }
    if let expiresAt, expiresAt <= moment.now { throw InvalidInput("/expires_at", "has passed already", .passed) }
    let token = TokenRecord(
      id: moment.newID(), agent: holder.id, label: label, secretHash: secretHash, createdAt: moment.now,
      expiresAt: expiresAt)
    try tx.put(token)
    try tx.audit("token.create", token.id, .name(label), .email(holder.email), by: actor, moment)
    return token
  }
}
