package import Federation
package import Storage
package import Ticketing

package struct AddStatus: Action {
  package let name: String
  package let category: StatusCategory
  /// Where it stands in lists; nil puts it last.
  package let position: Int?

  package init(name: String, category: StatusCategory, position: Int? = nil) {
    self.name = name
    self.category = category
    self.position = position
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Status {
    try actor.require(.admin)
    let book = try tx.statuses()
    guard book.named(name) == nil else { throw StatusRefusal.nameTaken(name) }
    let last = book.statuses.map(\.position).max() ?? 0
    let status = Status(id: moment.newID(), name: name, category: category, position: position ?? last + 1)
    try tx.put(status)
    try tx.extendMappings(by: status)
    try tx.audit("status.create", status.id, "\(name) (\(category.rawValue))", by: actor, moment)
    return status
  }
}

package struct ChangeStatus: Action {
  package let status: StatusID
  package let name: String?
  package let position: Int?

  package init(_ status: StatusID, name: String?, position: Int?) {
    self.status = status
    self.name = name
    self.position = position
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Status {
    try actor.require(.admin)
    let book = try tx.statuses()
    guard var status = book[status] else { throw NotFound() }
    if let name {
      if let other = book.named(name), other.id != status.id { throw StatusRefusal.nameTaken(name) }
      status.rename(to: name)
    }
    if let position { status.move(to: position) }
    try tx.put(status)
    try tx.audit("status.change", status.id, status.name, by: actor, moment)
    return status
  }
}

package struct RemoveStatus: Action {
  package let status: StatusID

  package init(_ status: StatusID) { self.status = status }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Status {
    try actor.require(.admin)
    let book = try tx.statuses()
    guard let removed = book[status] else { throw NotFound() }
    let needing = try tx.allPartnerships().filter { $0.mapping?.needs(status) ?? false }
    _ = try book.removing(status, inUse: try tx.ticketCount(in: status), mappings: needing.map(\.name))
    try tx.reduceMappings(by: status)
    try tx.remove(status)
    try tx.audit("status.delete", status, removed.name, by: actor, moment)
    return removed
  }
}

extension DeskTransaction {
  /// A mapping stays total when the desk gets a status: the new one is said as its own category.
  fileprivate func extendMappings(by status: Status) throws {
    for id in try allPartnerships().filter({ $0.mapping != nil }).map(\.id) {
      guard var partnership = try lock(id) else { continue }
      try partnership.extendMapping(by: status, statuses: try statuses())
      try put(partnership)
    }
  }

  /// No mapping says anything of a status that is gone.
  fileprivate func reduceMappings(by status: StatusID) throws {
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
