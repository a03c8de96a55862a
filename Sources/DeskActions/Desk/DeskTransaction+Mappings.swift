package import Federation
package import Storage
import Ticketing

extension DeskTransaction {
  /// A mapping stays total when the desk gets a status: the new one is said as its own category.
  func extendMappings(by status: Status) throws {
    for id in try allPartnerships().filter({ $0.mapping != nil }).map(\.id) {
      guard var partnership = try lock(id) else { continue }
      try partnership.extendMapping(by: status, statuses: try statuses())
      try put(partnership)
    }
  }
}

extension DeskTransaction {
  /// No mapping says anything of a status that is gone.
  func reduceMappings(by status: StatusID) throws {
    for id in try allPartnerships().filter({ $0.mapping?.out[status] != nil }).map(\.id) {
      guard var partnership = try lock(id) else { continue }
      partnership.reduceMapping(by: status)
      try put(partnership)
    }
  }
}

extension DeskReader {
  package func allPartnerships() throws -> [Partnership] {
    var all: [Partnership] = []
    var page = PageRequest(limit: 200)
    while true {
      let next = try partnerships(page)
      all += next.items
      guard let position = next.next else { return all }
      page = PageRequest(limit: 200, after: position)
    }
  }
}
