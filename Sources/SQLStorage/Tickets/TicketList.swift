import Foundation
import Storage
import Ticketing

/// The pieces from which a list of tickets is composed.
enum TicketList {
  static let status = " AND t.status_id = ?"
  /// As many places as there are categories, so that one text serves for any choice of them.
  static let categories = " AND t.category IN (?, ?, ?, ?, ?, ?, ?, ?)"
  static let category = " AND t.category = ?"
  static let assignee = " AND t.assignee_id = ?"
  static let unassigned = " AND t.assignee_id IS NULL"
  static let team = " AND t.team_id = ?"
  static let requester = " AND t.requester_id = ?"
  /// The plus keeps SQLite from reading a quarter of the desk's tickets by this column's index and sorting them.
  static let priority = " AND +t.priority = ?"
  static let tag = """
     AND t.id IN (SELECT g.ticket_id FROM ticket_tags g WHERE g.tenant_id = ?1 AND g.tag = ?)
    """
  static let partnership = """
     AND t.id IN (SELECT h.ticket_id FROM handoffs h WHERE h.tenant_id = ?1 AND h.partnership_id = ?)
    """
  static let partnerNumber = """
     AND t.id IN (SELECT h.ticket_id FROM handoffs h WHERE h.tenant_id = ?1 AND h.partner_number = ?)
    """

  static let handedOver = """
     AND t.id IN (
      SELECT h.ticket_id FROM handoffs h
      WHERE h.tenant_id = ?1 AND h.state IN ('offered', 'accepted', 'completed') AND h.side = 'delegator')
    """

  static func query(
    _ query: TicketQuery, _ page: PageRequest, found: [SearchCondition], _ statuses: StatusBook
  ) -> ListQuery {
    let parts = found.isEmpty ? query.parts(statuses) : []
    guard parts.isEmpty || parts.count > mostParts else { return firstOfEach(parts, query.sort, page) }
    var list = ListQuery(TicketSQL.list)
    narrow(&list, query, found)
    end(&list, query, page, found)
    return list
  }

  /// A desk with more statuses than this is read as if there were no such indexes: a statement may be too long as well.
  private static let mostParts = 40

  /// The first of each part in the order of its own index, then the first of those: however many tickets a desk has, no more
  /// are read than parts times a page.
  private static func firstOfEach(
    _ parts: [TicketQuery], _ sort: TicketQuery.Sort, _ page: PageRequest
  ) -> ListQuery {
    var list = ListQuery(TicketSQL.list + " AND t.id IN (")
    for (number, part) in parts.enumerated() {
      list.add(number == 0 ? firstOfPart : nextOfPart)
      narrow(&list, part, [])
      end(&list, part, page, [])
      list.add(endOfPart)
    }
    list.add(")")
    list.add(sort.order.by, .count(page.limit + 1))
    return list
  }

  private static let firstOfPart = "SELECT c.id FROM (SELECT t.id FROM tickets t WHERE t.tenant_id = ?1"
  private static let nextOfPart = " UNION ALL \(firstOfPart)"
  private static let endOfPart = ") c"

  private static func end(
    _ list: inout ListQuery, _ query: TicketQuery, _ page: PageRequest, _ found: [SearchCondition]
  ) {
    let order = query.sort.order
    if let after = page.after { list.add(order.after, .integer(after.key), .uuid(after.id)) }
    list.add(query.isFoundByWhatItHas(found) ? order.bySorting : order.by, .count(page.limit + 1))
  }

  private static func narrow(_ list: inout ListQuery, _ query: TicketQuery, _ found: [SearchCondition]) {
    if let status = query.status { list.add(Self.status, .id(status)) }
    if let category = query.categories.first, query.categories.count == 1 {
      list.add(Self.category, .word(category))
    } else if let last = query.categories.last {
      let wanted = query.categories.prefix(StatusCategory.allCases.count)
      let padding = Array(repeating: last, count: StatusCategory.allCases.count - wanted.count)
      list.add(Self.categories, (wanted + padding).map { .word($0) })
    }
    switch query.assignee {
    case .agent(let agent): list.add(Self.assignee, .id(agent))
    case .nobody: list.add(Self.unassigned)
    case nil: break
    }
    if let priority = query.priority { list.add(Self.priority, .integer(priority.rank)) }
    if let team = query.team { list.add(Self.team, .id(team)) }
    if let requester = query.requester { list.add(Self.requester, .id(requester)) }
    if let tag = query.tag { list.add(Self.tag, .text(tag)) }
    if let partnership = query.partnership { list.add(Self.partnership, .id(partnership)) }
    if let number = query.partnerNumber { list.add(Self.partnerNumber, .count(number)) }
    if query.isHandedOver { list.add(Self.handedOver) }
    for condition in found { list.add(condition.sql, condition.values) }
  }
}

extension TicketQuery {
  /// Whether few tickets are looked for by something that leads to them: these are found first, then sorted. Else they are
  /// met while the list is walked in its order.
  fileprivate func isFoundByWhatItHas(_ found: [SearchCondition]) -> Bool {
    !found.isEmpty || tag != nil || requester != nil || partnership != nil || partnerNumber != nil || isHandedOver
  }

  /// The parts of which each has an index in the order that is asked for: a category's tickets by their last change, a
  /// status's by their opening. None where there is one part only, or something else leads to the tickets better.
  fileprivate func parts(_ statuses: StatusBook) -> [TicketQuery] {
    guard !categories.isEmpty, status == nil, !isFoundByWhatItHas([]) else { return [] }
    switch sort {
    case .updated, .updatedDescending:
      guard categories.count > 1, Set(categories).count == categories.count else { return [] }
      return categories.map { category in
        var part = self
        part.categories = [category]
        return part
      }
    case .created, .createdDescending:
      return statuses.statuses.filter { categories.contains($0.category) }.map { status in
        var part = self
        part.categories = []
        part.status = status.id
        return part
      }
    case .priority, .priorityDescending: return []
    }
  }
}

extension TicketQuery.Sort {
  /// Where a page begins, and in which order it goes on. The plus of `bySorting` keeps SQLite from walking the whole desk
  /// in that order to meet a few tickets.
  var order: (after: String, by: String, bySorting: String) {
    let (column, isDescending) =
      switch self {
      case .created: ("created_at", false)
      case .createdDescending: ("created_at", true)
      case .updated: ("updated_at", false)
      case .updatedDescending: ("updated_at", true)
      case .priority: ("priority", false)
      case .priorityDescending: ("priority", true)
      }
    let (sign, turn) = isDescending ? ("<", " DESC") : (">", "")
    return (
      " AND (t.\(column), t.id) \(sign) (?, ?)", " ORDER BY t.\(column)\(turn), t.id\(turn) LIMIT ?",
      " ORDER BY +t.\(column)\(turn), t.id\(turn) LIMIT ?"
    )
  }

  func position(of ticket: Ticket) -> PagePosition {
    let key: Int64 =
      switch self {
      case .created, .createdDescending: ticket.createdAt.milliseconds
      case .updated, .updatedDescending: ticket.updatedAt.milliseconds
      case .priority, .priorityDescending: ticket.priority.rank
      }
    return PagePosition(key: key, id: ticket.id.uuid)
  }
}
