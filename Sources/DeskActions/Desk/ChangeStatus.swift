import Federation
package import Storage
package import Ticketing

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
    try tx.audit("status.change", status.id, .name(status.name), by: actor, moment)
    return status
  }
}
