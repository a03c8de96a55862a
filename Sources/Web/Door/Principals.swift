package import Foundation
import Synchronization
package import Ticketing
package import Vault

/// Who a token stands for, remembered for as long as storage says that nothing of it has changed: the usual request then
/// reads nothing to know who asks.
package final class Principals: Sendable {
  /// What a good token says.
  package struct Principal: Sendable, Equatable {
    package let agent: AgentID
    package let name: String
    package let role: Role
    /// When the token runs out; no storage tells when that happens.
    package let expiresAt: Date?

    package init(agent: AgentID, name: String, role: Role, expiresAt: Date?) {
      self.agent = agent
      self.name = name
      self.role = role
      self.expiresAt = expiresAt
    }

    func isGood(at now: Date) -> Bool { expiresAt.map { $0 > now } ?? true }
  }

  private let known = Mutex<[TokenSecret.Claim: (principal: Principal, version: UInt64)]>([:])
  private let capacity: Int

  /// - Parameter capacity: in tokens; when it is full, it begins anew.
  package init(capacity: Int = 8_192) { self.capacity = capacity }

  /// The principal of a token; nil where it is none, is revoked, or ran out.
  ///
  /// - Parameter version: gives the desk's access version, nil where nothing may be remembered.
  /// - Parameter look: reads the token and its agent.
  package func principal(
    of claim: TokenSecret.Claim, at now: Date, version: () -> UInt64?, look: () async throws -> Principal?
  ) async throws -> Principal? {
    // Asked before the read: a change that comes between the two makes what was read of no use to the next request.
    guard let version = version() else { return try await look().flatMap { $0.isGood(at: now) ? $0 : nil } }
    if let held = known.withLock({ $0[claim] }), held.version == version {
      return held.principal.isGood(at: now) ? held.principal : nil
    }
    guard let principal = try await look(), principal.isGood(at: now) else { return nil }
    known.withLock { known in
      if known.count >= capacity { known.removeAll(keepingCapacity: true) }
      known[claim] = (principal, version)
    }
    return principal
  }
}
