import Federation
package import Storage
package import Ticketing

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
    try tx.audit("status.delete", status, .name(removed.name), by: actor, moment)
    return removed
  }
}
