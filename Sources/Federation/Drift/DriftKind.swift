/// In what the two records of a handoff differ, though nothing is on its way between them.
package enum DriftKind: String, Sendable, CaseIterable, Codable {
  /// One of the two desks has no record of the handoff.
  case handoff
  case state
  case turn
  /// Messages that one of the two has lost, or keeps otherwise.
  case messages
  /// What messages brought: a comment, a file.
  case content
  /// How many messages were said and heard.
  case counts
}
