package import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func partnership(_ id: PartnershipID) -> Partnership? { tables.partnerships[id]?.partnership }

  package func partnerships(_ page: PageRequest) -> Page<Partnership> {
    tables.partnerships.page(page) { $0.partnership.id }.map(\.partnership)
  }

  package func partnerships(_ ids: Set<PartnershipID>) -> [Partnership] {
    tables.partnerships.rows.filter { ids.contains($0.partnership.id) }.map(\.partnership)
  }

  package func invitation(secretHash: [UInt8]) -> Invitation? {
    tables.invitations.rows.first { $0.secretHash == secretHash }
  }

  package func invitation(of partnership: PartnershipID) -> Invitation? { tables.invitations[partnership] }

  package func peer(of partnership: PartnershipID) -> TenantID? { tables.partnerships[partnership]?.peer }
}
