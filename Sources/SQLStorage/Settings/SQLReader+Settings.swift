import Federation
package import Storage
package import Ticketing

extension SQLReader {
  package func deskRecord() throws -> DeskRecord? {
    if let known = settings.desk { return known }
    guard let row = try knownTenant() else { return nil }
    let id = try environment.openID(row.sealedFederationID, under: row.key, TenantRow.context(tenant))
    let record = DeskRecord(
      tenant: Tenant(id: tenant, slug: row.slug, name: row.name, createdAt: row.createdAt), federationID: id,
      passesThrough: row.passesThrough, language: row.language, idleLimit: row.idleLimit,
      secondStepSince: row.secondStepSince, reopenDays: row.reopenDays, restoredAt: row.restoredAt,
      standsIn: row.standsIn)
    settings.desk = record
    return record
  }

  package func statuses() throws -> StatusBook {
    if let known = settings.statuses { return known }
    let book = StatusBook(
      try rows(SettingsSQL.statuses) {
        Status(id: try $0.id(), name: $0.text(), category: try $0.word(), position: $0.count())
      })
    settings.statuses = book
    return book
  }

  package func fields() throws -> [FieldDefinition] {
    if let known = settings.fields { return known }
    let fields = try rows(SettingsSQL.fields) {
      FieldDefinition(
        id: try $0.id(), key: $0.text(), name: $0.text(), kind: try $0.word(), allowed: try $0.maybeJSON() ?? [])
    }
    settings.fields = fields
    return fields
  }

  package func ticketCount(in status: StatusID) throws -> Int {
    try first(SettingsSQL.ticketCount, [.id(status)]) { $0.count() } ?? 0
  }

  package func derivedKey(for purpose: KeyPurpose) throws -> [UInt8] {
    try environment.sealer.derivedKey(for: purpose, under: try requireTenant().key, of: tenant)
  }

  func knownTenant() throws -> TenantRow? {
    if settings.tenant == nil { settings.tenant = try first(SettingsSQL.tenant) { try TenantRow(&$0) } }
    return settings.tenant
  }

  func requireTenant() throws -> TenantRow {
    guard let row = try knownTenant() else { throw StorageError.constraint("tenants") }
    return row
  }

  func searchedDesk() throws -> SearchedDesk { SearchedDesk(tenant: tenant, ordinal: try requireTenant().ordinal) }
}
