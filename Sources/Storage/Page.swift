package import Foundation

/// Where a page of a list ended: the sort key of its last item, and the item's id.
package struct PagePosition: Sendable, Hashable {
  package let key: Int64
  package let id: UUID

  package init(key: Int64 = 0, id: UUID) {
    self.key = key
    self.id = id
  }
}

package struct PageRequest: Sendable, Hashable {
  /// 1 to 200.
  package let limit: Int
  package let after: PagePosition?

  package init(limit: Int = 50, after: PagePosition? = nil) {
    self.limit = min(max(limit, 1), 200)
    self.after = after
  }
}

package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  /// Nil on the last page.
  package let next: PagePosition?

  package init(items: [Item], next: PagePosition?) {
    self.items = items
    self.next = next
  }

  /// Cuts a list that was read with one item more than the page holds.
  package init(oneMoreThan limit: Int, _ items: [Item], position: (Item) -> PagePosition) {
    let shown = Array(items.prefix(limit))
    self.init(items: shown, next: items.count > limit ? shown.last.map(position) : nil)
  }

  package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
    Page<Other>(items: try items.map(transform), next: next)
  }
}
