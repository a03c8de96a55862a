import Federation
import Foundation
import Storage
import Ticketing

/// The pieces from which a list of handoffs with their tickets and partners is composed: one statement for a page of it.
enum HandoffLineList {
  private static let head = """
    SELECT \(HandoffSQL.columns), \(TicketSQL.columns), COALESCE(p.partner_name, p.name)
    FROM handoffs h
    JOIN tickets t ON t.tenant_id = ?1 AND t.id = h.ticket_id
    JOIN partnerships p ON p.tenant_id = ?1 AND p.id = h.partnership_id
    WHERE h.tenant_id = ?1
    """
  private static let side = " AND h.side = ?"
  /// As many places as there are states, so that one text serves for any choice of them.
  private static let states = " AND h.state IN (?, ?, ?, ?, ?, ?, ?, ?)"
  /// Stands for no time to answer by.
  private static let never = Int64.max

  static func query(_ query: HandoffLineQuery, _ page: PageRequest) -> ListQuery {
    var list = ListQuery(head)
    list.add(side, .word(query.side))
    let wanted = HandoffState.allCases.filter(query.states.contains)
    let padding = Array(repeating: wanted.last ?? .offered, count: HandoffState.allCases.count - wanted.count)
    list.add(states, (wanted + padding).map { .word($0) })
    let order = query.order.pieces
    if let after = page.after { list.add(order.after, .integer(after.key), .uuid(after.id)) }
    list.add(order.by, .count(page.limit + 1))
    return list
  }

  static func position(of handoff: Handoff, in order: HandoffLineQuery.Order) -> PagePosition {
    switch order {
    case .answerBy: PagePosition(key: handoff.respondBy?.milliseconds ?? never, id: handoff.id.uuid)
    case .latest: PagePosition(key: handoff.since.milliseconds, id: handoff.id.uuid)
    }
  }
}

extension HandoffLineQuery.Order {
  /// Where a page begins, and in which order it goes on.
  fileprivate var pieces: (after: String, by: String) {
    switch self {
    case .answerBy:
      (
        " AND (COALESCE(h.respond_by, 9223372036854775807), h.id) > (?, ?)",
        " ORDER BY COALESCE(h.respond_by, 9223372036854775807), h.id LIMIT ?"
      )
    case .latest: (" AND (h.since, h.id) < (?, ?)", " ORDER BY h.since DESC, h.id DESC LIMIT ?")
    }
  }
}
