import Storage
import Ticketing

/// The pieces from which a list of handoffs is composed.
enum HandoffList {
  static let side = " AND h.side = ?"
  static let state = " AND h.state = ?"
  static let partnership = " AND h.partnership_id = ?"
  static let after = " AND h.id > ?"
  static let order = " ORDER BY h.id LIMIT ?"

  static func query(_ query: HandoffQuery, _ page: PageRequest) -> ListQuery {
    var list = ListQuery(HandoffSQL.list)
    if let side = query.side { list.add(Self.side, .word(side)) }
    if let state = query.state { list.add(Self.state, .word(state)) }
    if let partnership = query.partnership { list.add(Self.partnership, .id(partnership)) }
    if let after = page.after { list.add(Self.after, .uuid(after.id)) }
    list.add(order, .count(page.limit + 1))
    return list
  }
}
