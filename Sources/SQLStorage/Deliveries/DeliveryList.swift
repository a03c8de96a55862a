import Storage
import Ticketing

/// The pieces from which a list of deliveries is composed.
enum DeliveryList {
  static let state = " AND d.state = ?"
  static let direction = " AND d.direction = ?"
  static let ticket = " AND d.ticket_id = ?"
  static let partnership = " AND d.partnership_id = ?"
  static let outside = " AND d.lane_kind = 'outside'"
  static let after = " AND d.id > ?"
  static let before = " AND d.id < ?"
  static let order = " ORDER BY d.id LIMIT ?"
  static let newestFirst = " ORDER BY d.id DESC LIMIT ?"

  /// - Parameter head: what is read of each.
  static func query(_ query: DeliveryQuery, _ page: PageRequest, _ head: String = DeliverySQL.list) -> ListQuery {
    var list = ListQuery(head)
    if let state = query.state { list.add(Self.state, .word(state)) }
    if let direction = query.direction { list.add(Self.direction, .word(direction)) }
    if let ticket = query.ticket { list.add(Self.ticket, .id(ticket)) }
    if let partnership = query.partnership { list.add(Self.partnership, .id(partnership)) }
    if query.isOutside { list.add(outside) }
    if let after = page.after { list.add(query.isNewestFirst ? before : Self.after, .uuid(after.id)) }
    list.add(query.isNewestFirst ? newestFirst : order, .count(page.limit + 1))
    return list
  }
}
