package import Storage
package import Ticketing

/// Makes a session of a sign-in whose second step was just done, which is used up by it.
package struct FinishSignIn: Action {
  /// Of the sign-in that waits for its second step.
  package let half: [UInt8]
  package let proof: SecondStepProof
  /// Of the session's secret.
  package let secretHash: [UInt8]

  package init(half: [UInt8], _ proof: SecondStepProof, secretHash: [UInt8]) {
    self.half = half
    self.proof = proof
    self.secretHash = secretHash
  }

  /// - Throws: `NotFound` for a sign-in that is over; `SecondStepRefusal.wrongCode`.
  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SessionRecord {
    guard let waiting = try tx.halfSignIn(secretHash: half), waiting.agent == actor.agent,
      waiting.expiresAt > moment.now, var step = try tx.secondStep(of: actor.agent), step.isConfirmed
    else { throw NotFound() }
    try step.take(proof)
    try tx.put(step)
    try tx.removeHalfSignIn(secretHash: half)
    if case .recovery = proof {
      try tx.audit("step.recover", actor.agent, .codesLeft(step.recoveryHashes.count), by: actor, moment)
    }
    return try SignIn(secretHash: secretHash).perform(by: actor, in: tx, &moment)
  }
}
