package import Storage
package import Ticketing

/// Switches the own second step off, by one of its own codes.
package struct RemoveSecondStep: Action {
  package let proof: SecondStepProof

  package init(_ proof: SecondStepProof) { self.proof = proof }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> AgentID {
    guard var step = try tx.secondStep(of: actor.agent), step.isConfirmed else { throw NotFound() }
    try step.take(proof)
    try tx.removeSecondStep(of: actor.agent)
    try tx.audit("step.remove", actor.agent, by: actor, moment)
    return actor.agent
  }
}
