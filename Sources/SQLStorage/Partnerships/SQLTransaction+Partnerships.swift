package import Federation
import Foundation
package import Storage
package import Ticketing

extension SQLTransaction {
  package func lock(_ id: PartnershipID) throws -> Partnership? {
    if settings.lockedPartnerships.contains(id), let known = settings.partnerships[id] { return known }
    let partnership = try first(PartnershipSQL.lock, [.id(id)], read)
    settings.partnerships[id] = partnership
    settings.lockedPartnerships.insert(id)
    return partnership
  }

  package func put(_ partnership: Partnership) throws {
    tellAfterCommit(.desk)
    settings.partnerships[partnership.id] = nil
    try execute(
      PartnershipSQL.put,
      [
        .id(partnership.id), .text(partnership.name), .flag(partnership.isInviter),
        .text(partnership.partner?.name), try sealedPartner(of: partnership),
        try .json(maybe: partnership.partner?.terms), .word(partnership.phase), .flag(partnership.isSuspendedHere),
        .flag(partnership.isSuspendedThere), .flag(partnership.receives), try .json(partnership.sharing),
        try .json(maybe: partnership.mapping), try .json(partnership.settings),
      ] + partnership.lane.values + [.date(partnership.createdAt)])
  }

  package func put(_ invitation: Invitation) throws {
    try execute(
      PartnershipSQL.putInvitation,
      [
        .id(invitation.partnership), .blob(invitation.secretHash), .text(invitation.message),
        .date(invitation.expiresAt),
      ])
  }

  package func put(peer: TenantID, of partnership: PartnershipID) throws {
    let changed = try written(by: PartnershipSQL.putPeer, [.id(partnership), .id(peer)])
    if changed == 0 { throw StorageError.constraint("partnerships") }
    settings.peers[partnership] = peer
  }

  /// What is sealed already stays, so that writing a partnership again does not seal again.
  private func sealedPartner(of partnership: Partnership) throws -> SQLValue {
    guard let id = partnership.partner?.federationID else { return .null }
    let context = sealContext(of: partnership.id)
    let key = try requireTenant().key
    if let sealed = try first(PartnershipSQL.sealedPartner, [.id(partnership.id)], { $0.maybeBytes() }) ?? nil,
      try environment.openID(sealed, under: key, context) == id
    {
      return .blob(sealed)
    }
    return .blob(try environment.seal(id, under: key, context))
  }
}
