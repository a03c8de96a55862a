import Federation
package import Storage
package import Ticketing

extension SQLReader {
  package func deskRecord() throws -> DeskRecord? {
    guard let row = try knownTenant() else { return nil }
    let id = try environment.openID(row.sealedFederationID, under: row.key, TenantRow.context(tenant))
    return DeskRecord(
      tenant: Tenant(id: tenant, slug: row.slug, name: row.name, createdAt: row.createdAt), federationID: id,
      passesThrough: row.passesThrough, language: row.language)
  }

  package func statuses() throws -> StatusBook {
    if let statusBook { return statusBook }
    let book = StatusBook(
      try rows(SettingsSQL.statuses) {
        Status(id: try $0.id(), name: $0.text(), category: try $0.word(), position: $0.count())
      })
    statusBook = book
    return book
  }

  package func fields() throws -> [FieldDefinition] {
    try rows(SettingsSQL.fields) {
      FieldDefinition(
        id: try $0.id(), key: $0.text(), name: $0.text(), kind: try $0.word(), allowed: try $0.maybeJSON() ?? [])
    }
  }

  package func ticketCount(in status: StatusID) throws -> Int {
    try first(SettingsSQL.ticketCount, [.id(status)]) { $0.count() } ?? 0
  }

  func knownTenant() throws -> TenantRow? {
    if tenantRow == nil { tenantRow = try first(SettingsSQL.tenant) { try TenantRow(&$0) } }
    return tenantRow
  }

  func requireTenant() throws -> TenantRow {
    guard let row = try knownTenant() else { throw StorageError.constraint("tenants") }
    return row
  }

  func searchedDesk() throws -> SearchedDesk { SearchedDesk(tenant: tenant, ordinal: try requireTenant().ordinal) }
}
