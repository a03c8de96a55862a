package import Foundation
package import Ticketing

package enum Session {}
package typealias SessionID = ID<Session>

/// Somebody signed in with a browser; only the hash of its secret is kept.
package struct SessionRecord: Sendable, Equatable {
  package let id: SessionID
  package let agent: AgentID
  /// SHA-256 of the secret.
  package let secretHash: [UInt8]
  package let createdAt: Date
  /// When the person was last at work, to within `SessionRecord.grain`.
  package var seenAt: Date
  /// When the person last typed the password: what an admin does asks for a recent one.
  package var confirmedAt: Date
  package var endedAt: Date?

  /// How far `seenAt` may lag, so that reading a page writes nothing most of the time.
  package static let grain: TimeInterval = 300
  /// No session lives longer than this, however busy, in seconds.
  package static let longestLife: TimeInterval = 30 * 24 * 3_600

  package init(
    id: SessionID, agent: AgentID, secretHash: [UInt8], createdAt: Date, seenAt: Date, confirmedAt: Date,
    endedAt: Date? = nil
  ) {
    self.id = id
    self.agent = agent
    self.secretHash = secretHash
    self.createdAt = createdAt
    self.seenAt = seenAt
    self.confirmedAt = confirmedAt
    self.endedAt = endedAt
  }

  /// - Parameter idleLimit: the desk's own.
  package func isAlive(at now: Date, idleLimit: IdleLimit) -> Bool {
    endedAt == nil && now.timeIntervalSince(seenAt) <= idleLimit.seconds + Self.grain
      && now.timeIntervalSince(createdAt) <= Self.longestLife
  }
}
