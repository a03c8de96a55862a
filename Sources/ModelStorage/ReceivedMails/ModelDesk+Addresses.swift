import Foundation
package import Storage
package import Ticketing

extension ModelReader {
  package var mailDomain: String? { environment.mailDomain }

  package func deskAddress(_ id: DeskAddressID) -> DeskAddress? { tables.deskAddresses[id] }

  package func deskAddress(_ address: EmailAddress) -> DeskAddress? {
    tables.deskAddresses.rows.first { $0.address == address }
  }

  package func deskAddresses(_ page: PageRequest) -> Page<DeskAddress> { tables.deskAddresses.page(page) { $0.id } }
}

extension ModelTransaction {
  package func put(_ address: DeskAddress) throws {
    tellAfterCommit(.desk)
    if let team = address.team { try require(self.team(team) != nil, "team") }
    let other = deskAddress(address.address)
    try refuse("desk_addresses.folded", where: other.map { $0.id != address.id } ?? false)
    tables.deskAddresses[address.id] = address
  }

  package func remove(_ address: DeskAddressID) throws {
    tellAfterCommit(.desk)
    try refuse("mail_accounts.address_id", where: hasMailAccounts(at: address))
    tables.deskAddresses[address] = nil
  }
}

extension ModelState {
  func claims(on folded: String) -> [AddressClaim] {
    let claims = desks.indices.flatMap { place in
      desks[place].deskAddresses.rows.filter { $0.address.folded == folded }.map {
        AddressClaim(ClaimedAddress(tenant: ids[place], id: $0.id), provenAt: $0.proof.provenAt)
      }
    }
    return claims.sorted {
      ($0.provenAt ?? .distantFuture, $0.address.tenant) < ($1.provenAt ?? .distantFuture, $1.address.tenant)
    }
  }
}
