/// What a person at a desk may do; each role may do all that the one before it may.
package enum Role: String, Sendable, CaseIterable, Codable {
  /// Reads, and writes comments.
  case light
  /// Works tickets, hands them over.
  case agent
  /// Configures the desk: people, statuses, partnerships, tokens.
  case admin

  package func covers(_ needed: Role) -> Bool { rank >= needed.rank }

  private var rank: Int {
    switch self {
    case .light: 0
    case .agent: 1
    case .admin: 2
    }
  }
}
