package import Foundation
package import Storage
package import Ticketing

extension ModelTransaction {
  package func put(_ step: SecondStepRecord) throws {
    try require(agent(step.agent) != nil, "agent")
    tables.secondSteps[step.agent] = step
  }

  package func removeSecondStep(of agent: AgentID) { tables.secondSteps[agent] = nil }

  /// Forgets a few that are over, whenever somebody signs in, so that as many stay as come in five minutes.
  package func put(_ half: HalfSignIn, at now: Date) throws {
    let place = SecretHash(half.secretHash)
    try require(agent(half.agent) != nil, "agent")
    try refuse("half_sign_ins.secret_hash", where: tables.halfSignIns[key: place] != nil)
    tables.halfSignIns[key: place] = half
    let over = tables.halfSignIns.keyedRows { $0.expiresAt.milliseconds <= now.milliseconds }
      .sorted { ($0.row.expiresAt, $0.key) < ($1.row.expiresAt, $1.key) }
    for (key, _) in over.prefix(8) { tables.halfSignIns[key: key] = nil }
  }

  package func removeHalfSignIn(secretHash: [UInt8]) { tables.halfSignIns[key: SecretHash(secretHash)] = nil }
}
