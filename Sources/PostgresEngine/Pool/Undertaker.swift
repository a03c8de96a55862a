import Federation
import Foundation
import SQLStorage
import Storage
import Ticketing

/// Frees what nodes had claimed that are gone, so that nobody waits for their leases to end. Whoever was taken for gone and is
/// not, writes nothing with its report: the fence has risen. For one connection, on one thread.
struct Undertaker {
  /// Since when nodes have been gone, as far as this one knows.
  private var gone: [Int: Date] = [:]
  private var nextLook: Date

  struct Freed {
    var lanes: [LaneKey] = []
    /// Mails, messages and polls too.
    var count = 0
  }

  static let pause: TimeInterval = 1
  /// How long a node may be without a connection by which others know it: it makes a new one at once where it is lost.
  static let grace: TimeInterval = 3
  /// Where the server itself was away, all nodes have to come back first.
  static let firstLook: TimeInterval = 6

  /// - Parameter now: of the process, not of the day.
  init(at now: Date, afterLoss: Bool) { nextLook = now.addingTimeInterval(afterLoss ? Self.firstLook : 0) }

  func isDue(at now: Date) -> Bool { now >= nextLook }

  /// - Parameters:
  ///   - now: of the process, not of the day.
  ///   - today: what leases end by.
  mutating func look(
    at now: Date, today: Date, behind wall: Wall, on connection: PostgresConnection
  ) throws -> Freed {
    nextLook = now.addingTimeInterval(Self.pause)
    let absent = try connection.inTransaction([wall.enter(.hub)]) {
      try connection.rows(Self.absent, [.date(today)]) { $0.count() }
    }
    gone = gone.filter { absent.contains($0.key) }
    for node in absent where gone[node] == nil { gone[node] = now }
    let dead = gone.filter { now.timeIntervalSince($0.value) >= Self.grace }.map(\.key)
    return try Self.free(dead, by: Self.endLeases, behind: wall, on: connection)
  }

  /// Frees all that a node had claimed under the number that it had before: it has lost its connection, and nobody fell.
  static func free(former node: Int, behind wall: Wall, on connection: PostgresConnection) throws -> Freed {
    try free([node], by: releaseLeases, behind: wall, on: connection)
  }

  private static func free(
    _ nodes: [Int], by freeLanes: Statement, behind wall: Wall, on connection: PostgresConnection
  ) throws -> Freed {
    guard !nodes.isEmpty else { return Freed() }
    return try connection.inTransaction([wall.enter(.hub)]) {
      var freed = Freed()
      for node in nodes {
        let lanes = try connection.rows(freeLanes, [.count(node)]) {
          LaneKey(tenant: try $0.id(), lane: try LaneID(&$0))
        }
        freed.lanes += lanes
        freed.count += lanes.count
        for statement in [
          freeMails, freeRequesterMails, freeMessages, freeReceivedMails, freeMailAccounts, freePolls,
        ] {
          freed.count += try connection.execute(statement, [.count(node)])
        }
      }
      return freed
    }
  }

  /// Nodes that hold leases, and whose lock is gone with their connection.
  private static let absent = Statement(
    """
    SELECT DISTINCT holder FROM (
      SELECT holder FROM lanes WHERE ready_at IS NOT NULL AND is_held = 0 AND lease_until > ?1
      UNION ALL
      SELECT holder FROM mails WHERE state = 'waiting' AND lease_until > ?1
      UNION ALL
      SELECT holder FROM requester_mails WHERE state = 'waiting' AND lease_until > ?1
      UNION ALL
      SELECT holder FROM webhook_messages WHERE state = 'waiting' AND lease_until > ?1
      UNION ALL
      SELECT holder FROM received_mails WHERE state = 'waiting' AND lease_until > ?1
      UNION ALL
      SELECT holder FROM mail_accounts WHERE lease_until > ?1
      UNION ALL
      SELECT holder FROM polls WHERE lease_until > ?1
    ) AS held
    WHERE holder IS NOT NULL AND NOT \(Presence.isThere("holder"))
    """, scope: .hub)

  /// As a lease that has ended by itself: whoever claims next knows by it that a worker was lost.
  private static let endLeases = freeLanes(leaving: "0")
  private static let releaseLeases = freeLanes(leaving: "NULL")

  private static func freeLanes(leaving end: String) -> Statement {
    Statement(
      """
      UPDATE lanes SET lease_until = \(end) WHERE (tenant_id, lane_kind, lane_id) IN (
        SELECT tenant_id, lane_kind, lane_id FROM lanes
        WHERE ready_at IS NOT NULL AND is_held = 0 AND lease_until > 0 AND holder = ?1
        /* FOR UPDATE SKIP LOCKED */)
      RETURNING tenant_id, lane_kind, lane_id
      """, scope: .hub)
  }

  private static let freeMails = free("mails", by: "tenant_id, id", "state = 'waiting'")
  private static let freeRequesterMails = free("requester_mails", by: "tenant_id, id", "state = 'waiting'")
  private static let freeMessages = free("webhook_messages", by: "tenant_id, id", "state = 'waiting'")
  private static let freeReceivedMails = free("received_mails", by: "tenant_id, id", "state = 'waiting'")
  private static let freeMailAccounts = free("mail_accounts", by: "tenant_id, id", "true")
  private static let freePolls = free("polls", by: "tenant_id", "true")

  private static func free(_ table: String, by key: String, _ isOpen: String) -> Statement {
    Statement(
      """
      UPDATE \(table) SET lease_until = 0 WHERE (\(key)) IN (
        SELECT \(key) FROM \(table) WHERE \(isOpen) AND lease_until > 0 AND holder = ?1 /* FOR UPDATE SKIP LOCKED */)
      """, scope: .hub)
  }
}
