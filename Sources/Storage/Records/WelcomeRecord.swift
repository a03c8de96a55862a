package import Foundation
package import Ticketing

/// A link by which somebody chooses a password, once; only the hash of its secret is kept. An agent has at most one.
package struct WelcomeRecord: Sendable, Equatable {
  package let agent: AgentID
  /// SHA-256 of the secret.
  package let secretHash: [UInt8]
  package let expiresAt: Date

  /// In seconds: three days, so that a weekend passes.
  package static let lifetime: TimeInterval = 72 * 3_600

  package init(agent: AgentID, secretHash: [UInt8], expiresAt: Date) {
    self.agent = agent
    self.secretHash = secretHash
    self.expiresAt = expiresAt
  }
}
