package import Foundation
package import Storage
package import Ticketing

extension ModelTransaction {
  /// Forgets a few that nobody can use any more, so that as many stay as the desk is busy.
  package func put(_ session: SessionRecord) throws {
    try require(agent(session.agent) != nil, "agent")
    let twin = self.session(secretHash: session.secretHash)
    try refuse("sessions.secret_hash", where: twin.map { $0.id != session.id } ?? false)
    tables.sessions[session.id] = session
    if session.endedAt != nil { tellAfterCommit(.access) }
    let oldest = session.seenAt.addingTimeInterval(-SessionRecord.longestLife).milliseconds
    let over = tables.sessions.rows.filter { $0.seenAt.milliseconds <= oldest }
      .sorted { ($0.seenAt, $0.id) < ($1.seenAt, $1.id) }
    for session in over.prefix(8) { tables.sessions[session.id] = nil }
  }

  package func put(_ welcome: WelcomeRecord) throws {
    try require(agent(welcome.agent) != nil, "agent")
    let twin = self.welcome(secretHash: welcome.secretHash)
    try refuse("welcomes.secret_hash", where: twin.map { $0.agent != welcome.agent } ?? false)
    tables.welcomes[welcome.agent] = welcome
  }

  package func removeWelcome(of agent: AgentID) { tables.welcomes[agent] = nil }

  package func endSessions(of agent: AgentID, but kept: SessionID?, at now: Date) {
    let open = tables.sessions.rows.filter { $0.agent == agent && $0.endedAt == nil && $0.id != kept }
    for var session in open {
      session.endedAt = now
      tables.sessions[session.id] = session
    }
    tellAfterCommit(.access)
  }
}
