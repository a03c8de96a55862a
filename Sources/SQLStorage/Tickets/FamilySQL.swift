enum FamilySQL {
  /// How many tickets are asked for at once: a page of a list as it is unless told otherwise.
  static let many = 50

  static let childrenOfOne = children(of: "?2")
  static let childrenOfMany = children(of: places)
  static let mergedIntoOne = merged(into: "?2")
  static let mergedIntoMany = merged(into: places)

  static let numbers = Statement(
    "SELECT id, number FROM tickets WHERE tenant_id = ?1 AND id IN (\(places))")

  static let all = [childrenOfOne, childrenOfMany, mergedIntoOne, mergedIntoMany, numbers]

  private static let places = (2..<(2 + many)).map { "?\($0)" }.joined(separator: ", ")

  /// In no order: asked for one, SQLite walks over all the desk's tickets by their numbers instead of by this index.
  /// Each with the partnership that it is handed over, of which there is one at most.
  private static func children(of places: String) -> Statement {
    Statement(
      """
      SELECT t.parent_id, t.id, t.number, t.subject, t.status_id, h.partnership_id FROM tickets t
      LEFT JOIN handoffs h ON h.tenant_id = ?1 AND h.ticket_id = t.id AND h.side = 'delegator'
        AND h.state IN ('offered', 'accepted', 'completed')
      WHERE t.tenant_id = ?1 AND t.parent_id IN (\(places))
      """)
  }

  private static func merged(into places: String) -> Statement {
    Statement(
      """
      SELECT merged_into, number FROM tickets WHERE tenant_id = ?1 AND merged_into IN (\(places))
      """)
  }
}
