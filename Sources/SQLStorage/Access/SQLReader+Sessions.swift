package import Storage
package import Ticketing

extension SQLReader {
  package func session(secretHash: [UInt8]) throws -> SessionRecord? {
    try first(SessionSQL.bySecret, [.blob(secretHash)], SessionRecord.init)
  }

  package func session(_ id: SessionID) throws -> SessionRecord? {
    try first(SessionSQL.one, [.id(id)], SessionRecord.init)
  }

  package func openSessions(of agent: AgentID) throws -> [SessionRecord] {
    try rows(SessionSQL.open, [.id(agent)], SessionRecord.init)
  }

  package func welcome(secretHash: [UInt8]) throws -> WelcomeRecord? {
    try first(SessionSQL.welcome, [.blob(secretHash)]) {
      WelcomeRecord(agent: try $0.id(), secretHash: $0.bytes(), expiresAt: $0.date())
    }
  }
}

extension SessionRecord {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), agent: try columns.id(), secretHash: columns.bytes(), createdAt: columns.date(),
      seenAt: columns.date(), confirmedAt: columns.date(), endedAt: columns.maybeDate())
  }
}
