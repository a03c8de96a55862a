package import Storage
package import Ticketing

/// Changes the settings of the desk itself.
package struct ChangeDesk: Action {
  /// Whether an inner completion completes upwards at once.
  package let passesThrough: Bool

  package init(passesThrough: Bool) { self.passesThrough = passesThrough }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskRecord {
    try actor.require(.admin)
    guard var record = try tx.deskRecord() else { throw NotFound() }
    record.passesThrough = passesThrough
    try tx.put(record)
    try tx.audit("desk.change", record.tenant.slug, "passes through: \(passesThrough)", by: actor, moment)
    return record
  }
}
