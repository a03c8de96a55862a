import Federation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func put(_ record: DeskRecord) throws {
    let row = try requireTenant()
    let context = TenantRow.context(tenant)
    let isSame = try environment.openID(row.sealedFederationID, under: row.key, context) == record.federationID
    let sealed =
      isSame ? row.sealedFederationID : try environment.seal(record.federationID, under: row.key, context)
    try execute(
      SettingsSQL.updateTenant,
      [
        .text(record.tenant.name), .blob(sealed), .flag(record.passesThrough), .word(record.language),
        .count(record.idleLimit.minutes), .date(record.secondStepSince), .count(record.reopenDays),
      ])
    settings.tenant = nil
    settings.desk = nil
  }

  package func put(_ status: Status) throws {
    try execute(
      SettingsSQL.putStatus, [.id(status.id), .text(status.name), .word(status.category), .count(status.position)])
    settings.statuses = nil
  }

  package func remove(_ status: StatusID) throws {
    try execute(SettingsSQL.removeStatus, [.id(status)])
    settings.statuses = nil
  }

  package func put(_ field: FieldDefinition) throws {
    try execute(
      SettingsSQL.putField,
      [
        .id(field.id), .text(field.key), .text(field.name), .word(field.kind),
        try .json(unlessEmpty: field.allowed),
      ])
    settings.fields = nil
  }

  /// The next number of one of the desk's counters; two that count at once wait for one another.
  func next(_ counter: Counter) throws -> Int {
    if let last = settings.counters[counter] {
      try execute(SettingsSQL.countOn, [.word(counter)])
      settings.counters[counter] = last + 1
      return last + 1
    }
    guard let number = try first(SettingsSQL.count, [.word(counter)], { $0.count() }) else {
      throw StorageError.constraint("counters")
    }
    settings.counters[counter] = number
    return number
  }

  enum Counter: String, CaseIterable {
    case tickets
    case audit
  }
}
