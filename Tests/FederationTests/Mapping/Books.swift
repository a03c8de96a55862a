import Federation
import Foundation
import Ticketing

/// Status books and mappings by chance, each again from its seed.
struct Books {
  private var moment: Moment

  init(seed: Int) { moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: UInt64(seed) &* 0x9E37_79B9_7F4A) }

  mutating func below(_ bound: Int) -> Int { Int(moment.chance() % UInt64(bound)) }

  /// Every category at least once, up to four times, in any order.
  mutating func book() -> StatusBook {
    var statuses: [Status] = []
    for category in StatusCategory.allCases {
      for copy in 0...below(4) {
        let name = "\(category.rawValue) \(copy)"
        statuses.append(Status(id: moment.newID(), name: name, category: category, position: below(10)))
      }
    }
    return StatusBook(statuses)
  }

  /// The default with a few entries changed: sometimes right, mostly wrong.
  mutating func mapping(for book: StatusBook) -> Mapping {
    var mapping = Mapping.standard(book)
    func any<Element>(_ elements: [Element], _ number: Int) -> Element { elements[number % elements.count] }
    for _ in 0..<below(4) {
      let status = any(book.statuses, below(100))
      let category = any(StatusCategory.allCases, below(100))
      switch below(4) {
      case 0: mapping.in[category] = status.id
      case 1: mapping.out[status.id] = category
      case 2: mapping.events[any(MappedEvent.allCases, below(100))] = status.id
      default: mapping.labels["their word"] = status.id
      }
    }
    return mapping
  }
}
