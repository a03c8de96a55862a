package import Federation
package import Ticketing

package protocol SettingsReading {
  /// Nil where there is no such tenant.
  func deskRecord() throws -> DeskRecord?
  func statuses() throws -> StatusBook
  func fields() throws -> [FieldDefinition]
  func ticketCount(in status: StatusID) throws -> Int
  /// The desk's own key for one purpose (`Sealer.derivedKey`).
  func derivedKey(for purpose: KeyPurpose) throws -> [UInt8]
}

package protocol SettingsWriting {
  func put(_ record: DeskRecord) throws
  func put(_ status: Status) throws
  func remove(_ status: StatusID) throws
  func put(_ field: FieldDefinition) throws
}

extension SettingsReading {
  /// The desk as the federation sees it.
  package func desk() throws -> Desk? {
    guard let record = try deskRecord() else { return nil }
    return Desk(
      tenant: record.tenant.id, name: record.tenant.name, federationID: record.federationID,
      statuses: try statuses(), fieldKeys: try fields().map(\.key), passesThrough: record.passesThrough,
      restoredAt: record.restoredAt, standsIn: record.standsIn)
  }
}
