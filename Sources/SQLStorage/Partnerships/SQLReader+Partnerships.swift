package import Federation
import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package func partnership(_ id: PartnershipID) throws -> Partnership? {
    if let known = settings.partnerships[id] { return known }
    let partnership = try first(PartnershipSQL.partnership, [.id(id)], read)
    settings.partnerships[id] = partnership
    return partnership
  }

  package func partnerships(_ page: PageRequest) throws -> Page<Partnership> {
    try list(PartnershipSQL.partnerships, page, read) { $0.id.uuid }
  }

  package func partnerships(_ ids: Set<PartnershipID>) throws -> [Partnership] {
    try rows(PartnershipSQL.some, of: ids, read)
  }

  package func partnerships(beginning text: String, limit: Int) throws -> [Partnership] {
    try rows(PartnershipSQL.beginning, BeginningPattern.values(text) + [.count(limit)], read)
  }

  package func invitation(secretHash: [UInt8]) throws -> Invitation? {
    try first(PartnershipSQL.invitation, [.blob(secretHash)], invitation)
  }

  package func invitation(of partnership: PartnershipID) throws -> Invitation? {
    try first(PartnershipSQL.invitationOf, [.id(partnership)], invitation)
  }

  private func invitation(_ columns: inout Columns) throws -> Invitation {
    Invitation(
      partnership: try columns.id(), secretHash: columns.bytes(), message: columns.maybeText(),
      expiresAt: columns.date())
  }

  package func peer(of partnership: PartnershipID) throws -> TenantID? {
    if let known = settings.peers[partnership] { return known }
    let peer: TenantID? = try first(PartnershipSQL.peer, [.id(partnership)]) { try $0.maybeID() } ?? nil
    settings.peers[partnership] = peer
    return peer
  }

  func read(_ columns: inout Columns) throws -> Partnership {
    let id: PartnershipID = try columns.id()
    let (name, isInviter) = (columns.text(), columns.flag())
    let (partnerName, sealed, terms) = (columns.maybeText(), columns.maybeBytes(), columns.maybeText())
    var partner: PartnerDesk?
    if let partnerName, let sealed {
      let key = try requireTenant().key
      partner = PartnerDesk(
        name: partnerName, federationID: try environment.openID(sealed, under: key, sealContext(of: id)),
        terms: try terms.map { try Decoded.terms($0) { try StoredJSON.value(Terms.self, from: $0) } })
    }
    return Partnership(
      id: id, name: name, isInviter: isInviter, partner: partner, phase: try columns.word(),
      isSuspendedHere: columns.flag(), isSuspendedThere: columns.flag(), receives: columns.flag(),
      sharing: try Decoded.sharing(columns.text()) { try StoredJSON.value(SharingRules.self, from: $0) },
      mapping: try columns.maybeText().map {
        try Decoded.mappings($0) { try StoredJSON.value(Mapping.self, from: $0) }
      },
      settings: try Decoded.settings(columns.text()) {
        try StoredJSON.value(PartnershipSettings.self, from: $0)
      },
      lane: try Lane(&columns), createdAt: columns.date())
  }

  func sealContext(of partnership: PartnershipID) -> SealContext {
    SealContext(
      tenant: tenant, table: "partnerships", row: partnership.description, column: "partner_federation_id")
  }
}

/// The same words mean the same in every hub, so each is decoded once in a process.
private enum Decoded {
  static let sharing = Remembered<String, SharingRules>(limit: 4_096)
  static let terms = Remembered<String, Terms>(limit: 4_096)
  static let mappings = Remembered<String, Mapping>(limit: 1_024)
  static let settings = Remembered<String, PartnershipSettings>(limit: 1_024)
}
