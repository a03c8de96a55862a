import Federation
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
    try tx.audit("status.create", status.id, .name(name), .category(category), by: actor, moment)
    return status
  }
}
