package import Foundation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func put(_ step: SecondStepRecord) throws {
    let sealed = try environment.sealer.seal(
      step.secret, under: try requireTenant().key, SecondStepRecord.sealContext(of: step.agent, in: tenant))
    try execute(
      SecondStepSQL.put,
      [
        .id(step.agent), .blob(sealed), .date(step.begunAt), .date(step.confirmedAt), .count(step.lastStep),
        .blob(step.packedHashes),
      ])
  }

  package func removeSecondStep(of agent: AgentID) throws { try execute(SecondStepSQL.remove, [.id(agent)]) }

  package func put(_ half: HalfSignIn, at now: Date) throws {
    try execute(SecondStepSQL.putHalf, [.blob(half.secretHash), .id(half.agent), .date(half.expiresAt)])
    try execute(SecondStepSQL.forgetHalves, [.date(now), .count(8)])
  }

  package func removeHalfSignIn(secretHash: [UInt8]) throws {
    try execute(SecondStepSQL.removeHalf, [.blob(secretHash)])
  }
}
