package import Foundation
package import Ticketing

package protocol SecondStepReading {
  /// Nil for who neither has one nor is setting one up.
  func secondStep(of agent: AgentID) throws -> SecondStepRecord?
  func halfSignIn(secretHash: [UInt8]) throws -> HalfSignIn?
}

package protocol SecondStepWriting {
  /// Replaces the agent's earlier one.
  func put(_ step: SecondStepRecord) throws
  func removeSecondStep(of agent: AgentID) throws
  func put(_ half: HalfSignIn, at now: Date) throws
  func removeHalfSignIn(secretHash: [UInt8]) throws
}
