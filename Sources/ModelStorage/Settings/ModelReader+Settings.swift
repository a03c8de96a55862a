package import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func deskRecord() -> DeskRecord? { tables.settings.value.record }

  package func statuses() -> StatusBook { tables.settings.value.statuses }

  package func fields() -> [FieldDefinition] { tables.settings.value.fields }

  package func ticketCount(in status: StatusID) -> Int { tables.tickets.rows.count { $0.status.id == status } }

  /// The model keeps no secrets: its keys are its tenants' names.
  package func derivedKey(for purpose: KeyPurpose) -> [UInt8] { Array("\(tenant) \(purpose.rawValue)".utf8) }

  /// The desk as the federation sees it.
  package func desk() -> Desk? {
    let settings = tables.settings.value
    guard let record = settings.record else { return nil }
    return Desk(
      tenant: record.tenant.id, name: record.tenant.name, federationID: record.federationID,
      statuses: settings.statuses, fieldKeys: settings.fields.map(\.key), passesThrough: record.passesThrough,
      restoredAt: record.restoredAt)
  }
}
