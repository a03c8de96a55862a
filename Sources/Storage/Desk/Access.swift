package import Foundation
package import Ticketing

package protocol TokenReading {
  func token(secretHash: [UInt8]) throws -> TokenRecord?
  func token(_ id: TokenID) throws -> TokenRecord?
  func tokens(_ page: PageRequest) throws -> Page<TokenRecord>
}

package protocol TokenWriting {
  func put(_ token: TokenRecord) throws
}

package protocol AuditReading {
  /// Newest first; `before` is the last seen number, nil for the newest.
  func audit(before seq: Int?, limit: Int) throws -> [AuditRecord]
}

package protocol AuditWriting {
  func append(_ record: AuditRecord) throws
}

package protocol AnswerReading {
  func keptAnswer(to key: IdempotencyKey) throws -> KeptAnswer?
}

package protocol AnswerWriting {
  func keep(_ answer: KeptAnswer, to key: IdempotencyKey) throws
}

package protocol SessionReading {
  func session(secretHash: [UInt8]) throws -> SessionRecord?
  func session(_ id: SessionID) throws -> SessionRecord?
  /// Those of one agent that have not ended, the newest first.
  func openSessions(of agent: AgentID) throws -> [SessionRecord]
  func welcome(secretHash: [UInt8]) throws -> WelcomeRecord?
}

package protocol SessionWriting {
  func put(_ session: SessionRecord) throws
  /// Replaces the agent's earlier one.
  func put(_ welcome: WelcomeRecord) throws
  func removeWelcome(of agent: AgentID) throws
  /// Ends every session of the agent's but one.
  func endSessions(of agent: AgentID, but kept: SessionID?, at now: Date) throws
}
