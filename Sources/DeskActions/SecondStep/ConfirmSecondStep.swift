package import Storage
package import Ticketing

/// Puts the own second step in force, by the first code of the app. Who is signed in elsewhere came by the password alone,
/// and has to come again.
package struct ConfirmSecondStep: Action {
  package let proof: SecondStepProof
  /// Of the new recovery codes, made outside.
  package let recoveryHashes: [[UInt8]]
  /// The session in which it is done, which goes on.
  package let session: SessionID

  package init(_ proof: SecondStepProof, recoveryHashes: [[UInt8]], in session: SessionID) {
    self.proof = proof
    self.recoveryHashes = recoveryHashes
    self.session = session
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SecondStepRecord {
    guard var step = try tx.secondStep(of: actor.agent) else { throw NotFound() }
    guard !step.isConfirmed else { throw SecondStepRefusal.isSetUp }
    guard step.isBeingSetUp(at: moment.now) else { throw NotFound() }
    guard case .code(let number, _) = proof else { throw SecondStepRefusal.wrongCode }
    try step.take(proof)
    step.confirm(by: number, recoveryHashes: recoveryHashes, at: moment.now)
    try tx.put(step)
    try tx.endSessions(of: actor.agent, but: session, at: moment.now)
    try tx.audit("step.confirm", actor.agent, by: actor, moment)
    return step
  }
}
