package import Storage
package import Ticketing

/// Changes the settings of the desk itself.
package struct ChangeDesk: Action {
  /// Whether an inner completion completes upwards at once.
  package let passesThrough: Bool?
  package let language: Language?
  package let idleLimit: IdleLimit?

  /// Nil leaves a thing as it is.
  package init(passesThrough: Bool? = nil, language: Language? = nil, idleLimit: IdleLimit? = nil) {
    self.passesThrough = passesThrough
    self.language = language
    self.idleLimit = idleLimit
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskRecord {
    try actor.require(.admin)
    guard var record = try tx.deskRecord() else { throw NotFound() }
    if let passesThrough { record.passesThrough = passesThrough }
    if let language { record.language = language }
    if let idleLimit { record.idleLimit = idleLimit }
    try tx.put(record)
    try tx.audit(
      "desk.change", record.tenant.slug, .passesThrough(record.passesThrough), .language(record.language),
      .idleMinutes(record.idleLimit.minutes), by: actor, moment)
    return record
  }
}
