package import Storage
package import Ticketing

/// Changes the settings of the desk itself.
package struct ChangeDesk: Action {
  /// Whether an inner completion completes upwards at once.
  package let passesThrough: Bool?
  package let language: Language?
  package let idleLimit: IdleLimit?
  /// Whether who signs in from now on has to have a second step.
  package let asksSecondStep: Bool?
  /// In `DeskRecord.reopenRange`.
  package let reopenDays: Int?

  /// Nil leaves a thing as it is.
  package init(
    passesThrough: Bool? = nil, language: Language? = nil, idleLimit: IdleLimit? = nil, asksSecondStep: Bool? = nil,
    reopenDays: Int? = nil
  ) {
    self.passesThrough = passesThrough
    self.language = language
    self.idleLimit = idleLimit
    self.asksSecondStep = asksSecondStep
    self.reopenDays = reopenDays
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskRecord {
    try actor.require(.admin)
    guard var record = try tx.deskRecord() else { throw NotFound() }
    if let passesThrough { record.passesThrough = passesThrough }
    if let language { record.language = language }
    if let idleLimit { record.idleLimit = idleLimit }
    if let reopenDays { record.reopenDays = reopenDays }
    if let asksSecondStep {
      // Asked for again, it stays in force from when it was asked for first.
      record.secondStepSince = asksSecondStep ? record.secondStepSince ?? moment.now : nil
    }
    try tx.put(record)
    try tx.audit(
      "desk.change", record.tenant.slug, .passesThrough(record.passesThrough), .language(record.language),
      .idleMinutes(record.idleLimit.minutes), .asksSecondStep(record.secondStepSince != nil),
      .reopenDays(record.reopenDays), by: actor, moment)
    return record
  }
}
