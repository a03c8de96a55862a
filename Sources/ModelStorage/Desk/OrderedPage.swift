import Foundation
import Storage
import Ticketing

/// Where a row stands in a list that is sorted by a key, and by id where keys are alike.
struct ListPlace<Entity>: Comparable {
  let key: Int64
  let id: ID<Entity>
  private let rank: Rank<Entity>

  init(key: Int64, id: ID<Entity>) {
    self.key = key
    self.id = id
    rank = Rank(id)
  }

  init(_ position: PagePosition) { self.init(key: position.key, id: ID(position.id)) }

  var position: PagePosition { PagePosition(key: key, id: id.uuid) }

  static func < (left: ListPlace, right: ListPlace) -> Bool {
    left.key == right.key ? left.rank < right.rank : left.key < right.key
  }
}

extension Page {
  /// Sorts rows by their places, and cuts what stands behind a position.
  static func ordered<Entity>(
    _ rows: [Item], after: PagePosition?, limit: Int, isDescending: Bool = false,
    place: (Item) -> ListPlace<Entity>
  ) -> Page {
    let start = after.map { ListPlace<Entity>($0) }
    func comes(_ left: ListPlace<Entity>, _ right: ListPlace<Entity>) -> Bool {
      isDescending ? right < left : left < right
    }
    var placed = rows.map { (place: place($0), row: $0) }
    if let start { placed = placed.filter { comes(start, $0.place) } }
    placed.sort { comes($0.place, $1.place) }
    let shown = placed.prefix(limit)
    return Page(items: shown.map(\.row), next: placed.count > limit ? shown.last?.place.position : nil)
  }
}

extension Table {
  /// A page in the order of ids, which is the order in which things were made.
  func page<Entity>(_ request: PageRequest, id: (Row) -> ID<Entity>) -> Page<Row> where Key == Rank<Entity> {
    let start: Rank<Entity> = request.after.map { Rank(ID($0.id)) } ?? .first
    let found = rows(start ... .last)
    // The one to begin after may be there still, or not.
    let isThere = found.first.map { Rank(id($0)) == start } ?? false
    let items = found.prefix(request.limit + (isThere ? 2 : 1)).dropFirst(isThere ? 1 : 0)
    return Page(oneMoreThan: request.limit, Array(items)) { PagePosition(id: id($0).uuid) }
  }
}
