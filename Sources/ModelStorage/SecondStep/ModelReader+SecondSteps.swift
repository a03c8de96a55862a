package import Storage
package import Ticketing

extension ModelReader {
  package func secondStep(of agent: AgentID) -> SecondStepRecord? { tables.secondSteps[agent] }

  package func halfSignIn(secretHash: [UInt8]) -> HalfSignIn? { tables.halfSignIns[key: SecretHash(secretHash)] }
}
