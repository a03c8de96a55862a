package import Foundation
package import Storage

extension Page {
  /// A page of a list that storage gives whole, since it is short.
  package init(of all: [Item], _ request: PageRequest, id: (Item) -> UUID) {
    let start = request.after.map { min(max(Int(clamping: $0.key), 0), all.count) } ?? 0
    let end = min(start + request.limit, all.count)
    self.init(
      items: Array(all[start..<end]),
      next: end < all.count && end > start ? PagePosition(key: Int64(end), id: id(all[end - 1])) : nil)
  }
}
