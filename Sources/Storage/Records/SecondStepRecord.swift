package import Foundation
package import Ticketing

/// What somebody shows at sign-in beside the password: a code of an authenticator app, or one of the recovery codes.
package struct SecondStepRecord: Sendable, Equatable {
  package let agent: AgentID
  /// What the app and the hub share; kept sealed.
  package let secret: [UInt8]
  package let begunAt: Date
  /// When the first code was right; nil while it is being set up, and sign-in does not ask for it.
  package private(set) var confirmedAt: Date?
  /// The step whose code was taken last; neither it nor one before it is taken again.
  package private(set) var lastStep: Int?
  /// SHA-256 of each recovery code that was not used yet.
  package private(set) var recoveryHashes: [[UInt8]]

  package init(
    agent: AgentID, secret: [UInt8], begunAt: Date, confirmedAt: Date? = nil, lastStep: Int? = nil,
    recoveryHashes: [[UInt8]] = []
  ) {
    self.agent = agent
    self.secret = secret
    self.begunAt = begunAt
    self.confirmedAt = confirmedAt
    self.lastStep = lastStep
    self.recoveryHashes = recoveryHashes
  }

  package var isConfirmed: Bool { confirmedAt != nil }

  /// How long setting it up may take, in seconds: a secret that was left on a screen is not worth anything for ever.
  package static let settingUp: TimeInterval = 900

  /// Whether its first code is awaited.
  package func isBeingSetUp(at now: Date) -> Bool {
    !isConfirmed && now.timeIntervalSince(begunAt) <= Self.settingUp
  }

  package mutating func confirm(by step: Int, recoveryHashes: [[UInt8]], at now: Date) {
    confirmedAt = now
    lastStep = step
    self.recoveryHashes = recoveryHashes
  }

  /// - Returns: false where the step, or a later one, was taken before.
  package mutating func take(step: Int) -> Bool {
    guard lastStep.map({ step > $0 }) ?? true else { return false }
    lastStep = step
    return true
  }

  /// - Returns: false where there is no such code, or no more.
  package mutating func take(recoveryHash: [UInt8]) -> Bool {
    guard let index = recoveryHashes.firstIndex(of: recoveryHash) else { return false }
    recoveryHashes.remove(at: index)
    return true
  }
}

extension SecondStepRecord: CustomStringConvertible, CustomReflectable {
  /// The secret is in no log, error text or dump.
  package var description: String { "the second step of \(agent)" }
  package var customMirror: Mirror { Mirror(self, children: ["agent": agent]) }
}

/// A sign-in whose password was right and whose second step is not done: no session, and good for nothing else.
package struct HalfSignIn: Sendable, Equatable {
  package let agent: AgentID
  /// SHA-256 of its secret.
  package let secretHash: [UInt8]
  package let expiresAt: Date

  /// In seconds.
  package static let lifetime: TimeInterval = 300

  package init(agent: AgentID, secretHash: [UInt8], expiresAt: Date) {
    self.agent = agent
    self.secretHash = secretHash
    self.expiresAt = expiresAt
  }
}
