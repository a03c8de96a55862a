package import Storage
package import Ticketing

extension ModelReader {
  package func session(secretHash: [UInt8]) -> SessionRecord? {
    tables.sessions.rows.first { $0.secretHash == secretHash }
  }

  package func session(_ id: SessionID) -> SessionRecord? { tables.sessions[id] }

  package func openSessions(of agent: AgentID) -> [SessionRecord] {
    Array(tables.sessions.rows.filter { $0.agent == agent && $0.endedAt == nil }.reversed().prefix(200))
  }

  package func welcome(secretHash: [UInt8]) -> WelcomeRecord? {
    tables.welcomes.rows.first { $0.secretHash == secretHash }
  }
}
