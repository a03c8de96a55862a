import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package var mailDomain: String? { environment.mailDomain }

  package func deskAddress(_ id: DeskAddressID) throws -> DeskAddress? {
    try first(DeskAddressSQL.address, [.id(id)], deskAddress)
  }

  package func deskAddress(_ address: EmailAddress) throws -> DeskAddress? {
    try first(DeskAddressSQL.folded, [.text(address.folded)], deskAddress)
  }

  package func deskAddresses(_ page: PageRequest) throws -> Page<DeskAddress> {
    try list(DeskAddressSQL.addresses, page, deskAddress) { $0.id.uuid }
  }

  private func deskAddress(_ columns: inout Columns) throws -> DeskAddress {
    let id: DeskAddressID = try columns.id()
    let text = columns.text()
    guard let address = EmailAddress(text) else { throw StorageError.corrupt("a desk's address is none") }
    return DeskAddress(
      id: id, address: address, team: try columns.maybeID(), type: try columns.maybeWord(),
      language: try columns.maybeWord(), senderName: columns.maybeText(),
      proof: AddressProof(
        code: try columns.maybeBytes().map { try openCode($0, of: id) }, askedAt: columns.maybeDate(),
        provenAt: columns.maybeDate()), createdAt: columns.date())
  }

  private func openCode(_ sealed: [UInt8], of id: DeskAddressID) throws -> String {
    let key = try requireTenant().key
    return String(
      decoding: try environment.sealer.open(sealed, under: key, .addressCode(id, in: tenant)), as: UTF8.self)
  }
}

extension SQLTransaction {
  package func put(_ address: DeskAddress) throws {
    tellAfterCommit(.desk)
    let sealed = try address.proof.code.map {
      try environment.sealer.seal(Array($0.utf8), under: try requireTenant().key, .addressCode(address.id, in: tenant))
    }
    try execute(
      DeskAddressSQL.put,
      [
        .id(address.id), .text(address.address.text), .id(address.team), .word(address.type), .word(address.language),
        .text(address.senderName), sealed.map(SQLValue.blob) ?? .null, .date(address.proof.askedAt),
        .date(address.proof.provenAt), .date(address.createdAt), .text(address.address.folded),
      ])
  }

  package func remove(_ address: DeskAddressID) throws {
    tellAfterCommit(.desk)
    try execute(DeskAddressSQL.remove, [.id(address)])
  }
}

extension SealContext {
  static func addressCode(_ id: DeskAddressID, in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "desk_addresses", row: id.description, column: "code")
  }
}

extension SQLHubView {
  package func claims(on folded: String) throws -> [AddressClaim] {
    try connection.rows(AddressDirectorySQL.claims, [.text(folded)]) {
      AddressClaim(ClaimedAddress(tenant: try $0.id(), id: try $0.id()), provenAt: $0.maybeDate())
    }
  }
}
