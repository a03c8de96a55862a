import Foundation
import Storage
import Ticketing

/// What a desk needs to work, and its counters.
enum DeskChecks {
  static let all =
    [withoutAdmin, counterMissing, ticketsBehind, auditBehind, ticketGap, auditGap, keptAnswers] + categories

  /// A desk is founded in two steps: between them it has nobody.
  private static let withoutAdmin = StatementCheck(
    .deskWithoutAdmin, .desk, of: "x", id: "tenant_id",
    """
    FROM tenants x
    WHERE x.created_at < ?1 AND NOT EXISTS (
      SELECT 1 FROM agents a WHERE a.tenant_id = x.tenant_id AND a.role = 'admin' AND a.is_active = 1)
    """, bound: { [$0.before(600)] })

  /// What a partner sends needs an image in every category.
  private static let categories = StatusCategory.allCases.map { category in
    StatementCheck(
      .categoryWithoutStatus, .desk, of: "x", id: "tenant_id", note: "'\(category.rawValue)'",
      """
      FROM tenants x
      WHERE EXISTS (SELECT 1 FROM statuses o WHERE o.tenant_id = x.tenant_id)
        AND NOT EXISTS (
          SELECT 1 FROM statuses s WHERE s.tenant_id = x.tenant_id AND s.category = '\(category.rawValue)')
      """)
  }

  private static let counterMissing = StatementCheck(
    .counterMissing, .desk, of: "x", id: "tenant_id",
    """
    FROM tenants x
    WHERE (SELECT count(*) FROM counters c WHERE c.tenant_id = x.tenant_id AND c.name IN (\(names)))
      <> \(SQLTransaction.Counter.allCases.count)
    """)

  private static let names = SQLTransaction.Counter.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")

  private static let ticketsBehind = behind("tickets", "number", counter: .tickets)
  private static let auditBehind = behind("audit", "seq", counter: .audit)
  private static let ticketGap = gap(.numberGap, "tickets", "number", counter: .tickets)
  private static let auditGap = gap(.auditGap, "audit", "seq", counter: .audit)

  /// The next number would be one that is taken.
  private static func behind(_ table: String, _ column: String, counter: SQLTransaction.Counter) -> StatementCheck {
    StatementCheck(
      .counterBehind, .desk, of: "c", id: "tenant_id", note: "'\(table)'",
      """
      FROM counters c
      WHERE c.name = '\(counter.rawValue)'
        AND c.value < (SELECT coalesce(max(r.\(column)), 0) FROM \(table) r WHERE r.tenant_id = c.tenant_id)
      """)
  }

  /// Counting and what is counted are one transaction, and nothing counted is ever deleted.
  private static func gap(
    _ ailment: Ailment, _ table: String, _ column: String, counter: SQLTransaction.Counter
  ) -> StatementCheck {
    StatementCheck(
      ailment, .desk, of: "c", id: "tenant_id",
      """
      FROM counters c
      WHERE c.name = '\(counter.rawValue)'
        AND c.value >= (SELECT coalesce(max(r.\(column)), 0) FROM \(table) r WHERE r.tenant_id = c.tenant_id)
        AND c.value <> (SELECT count(*) FROM \(table) r WHERE r.tenant_id = c.tenant_id)
      """)
  }

  /// Each answer that is kept has a few of those thrown away whose day is over: a month later none should be left.
  private static let keptAnswers = StatementCheck(
    .answerKeptTooLong, .agent, of: "k", id: "agent_id",
    """
    FROM kept_answers k
    WHERE k.at < (SELECT max(n.at) FROM kept_answers n WHERE n.tenant_id = k.tenant_id) - 2592000000
    GROUP BY k.tenant_id, k.agent_id
    """)
}
