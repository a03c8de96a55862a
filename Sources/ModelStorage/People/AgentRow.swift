import Ticketing

/// An agent with what only the sign-in reads.
struct AgentRow: Sendable {
  var agent: Agent
  /// In PHC form; nil where the agent signs in by other means.
  var passwordHash: String?
}
