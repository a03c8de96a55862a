/// Conditions under which two desks of the hub have nothing on its way between them. Only then must their records agree:
/// what contradicts before is a message that has not arrived.
enum Quiet {
  /// Nothing waits, or is parked, on a partnership's own lane, at either end.
  static func partnership(_ partnership: String, between here: String, and there: String) -> String {
    "\(lane("partnership", partnership, at: here)) AND \(lane("partnership", partnership, at: there))"
  }

  /// Nor on a handoff's.
  static func handoff(
    _ handoff: String, over partnership: String, between here: String, and there: String
  ) -> String {
    """
    \(lane("handoff", handoff, at: here)) AND \(lane("handoff", handoff, at: there))
      AND \(self.partnership(partnership, between: here, and: there))
    """
  }

  /// The condition on the state is, word for word, that of the index over open deliveries.
  private static func lane(_ kind: String, _ id: String, at tenant: String) -> String {
    """
    NOT EXISTS (
      SELECT 1 FROM deliveries q
      WHERE q.tenant_id = \(tenant) AND q.direction IN ('in', 'out') AND q.lane_kind = '\(kind)' AND q.lane_id = \(id)
        AND q.state IN ('waiting', 'parked'))
    """
  }
}
