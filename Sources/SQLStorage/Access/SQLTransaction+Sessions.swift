package import Foundation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func put(_ session: SessionRecord) throws {
    try execute(
      SessionSQL.put,
      [
        .id(session.id), .id(session.agent), .blob(session.secretHash), .date(session.createdAt),
        .date(session.seenAt), .date(session.confirmedAt), .date(session.endedAt),
      ])
    if session.endedAt != nil { tellAfterCommit(.access) }
    let oldest = session.seenAt.addingTimeInterval(-SessionRecord.longestLife)
    try execute(SessionSQL.forget, [.date(oldest), .count(8)])
  }

  package func put(_ welcome: WelcomeRecord) throws {
    try execute(
      SessionSQL.putWelcome, [.id(welcome.agent), .blob(welcome.secretHash), .date(welcome.expiresAt)])
  }

  package func removeWelcome(of agent: AgentID) throws { try execute(SessionSQL.removeWelcome, [.id(agent)]) }

  package func endSessions(of agent: AgentID, but kept: SessionID?, at now: Date) throws {
    // No session has the id of all zeros.
    let kept = kept ?? SessionID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
    try execute(SessionSQL.end, [.id(agent), .id(kept), .date(now)])
    tellAfterCommit(.access)
  }
}
