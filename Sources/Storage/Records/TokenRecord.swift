package import Foundation
package import Ticketing

package enum Token {}
package typealias TokenID = ID<Token>

/// A key of the API; only the hash of its secret is kept.
package struct TokenRecord: Sendable, Equatable {
  package let id: TokenID
  package let agent: AgentID
  package let label: String
  /// SHA-256 of the secret.
  package let secretHash: [UInt8]
  package let createdAt: Date
  package let expiresAt: Date?
  package var revokedAt: Date?

  package init(
    id: TokenID, agent: AgentID, label: String, secretHash: [UInt8], createdAt: Date, expiresAt: Date?,
    revokedAt: Date? = nil
  ) {
    self.id = id
    self.agent = agent
    self.label = label
    self.secretHash = secretHash
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
  }
}
