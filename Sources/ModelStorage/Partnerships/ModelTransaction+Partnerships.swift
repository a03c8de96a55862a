package import Federation
package import Storage
package import Ticketing

extension ModelTransaction {
  package func lock(_ id: PartnershipID) -> Partnership? { partnership(id) }

  package func put(_ partnership: Partnership) {
    tellAfterCommit(.desk)
    var row = tables.partnerships[partnership.id] ?? PartnershipRow(partnership: partnership)
    row.partnership = partnership
    tables.partnerships[partnership.id] = row
  }

  package func put(_ invitation: Invitation) throws {
    try require(partnership(invitation.partnership) != nil, "partnership")
    let twin = self.invitation(secretHash: invitation.secretHash)
    try refuse("invitations.secret_hash", where: twin.map { $0.partnership != invitation.partnership } ?? false)
    tables.invitations[invitation.partnership] = invitation
  }

  package func put(peer: TenantID, of partnership: PartnershipID) throws {
    guard var row = tables.partnerships[partnership] else { throw StorageError.constraint("partnerships") }
    row.peer = peer
    tables.partnerships[partnership] = row
  }
}
