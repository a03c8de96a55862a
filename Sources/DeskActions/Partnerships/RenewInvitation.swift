package import Federation
import Foundation
package import Storage
package import Ticketing

/// Gives an invitation that nobody has answered a new code; the old one opens nothing from then on.
package struct RenewInvitation: Action {
  package let partnership: PartnershipID
  package let secretHash: [UInt8]

  package init(_ partnership: PartnershipID, secretHash: [UInt8]) {
    self.partnership = partnership
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> (
    partnership: Partnership, invitation: Invitation
  ) {
    try actor.require(.admin)
    let known = try tx.locked(partnership)
    guard known.phase == .invited else { throw PartnershipRefusal.notOpen(known.state) }
    let invitation = Invitation(
      partnership: known.id, secretHash: secretHash, message: try tx.invitation(of: known.id)?.message,
      expiresAt: InvitePartner.expiry(of: moment.now))
    try tx.put(invitation)
    try tx.put(known)
    try tx.audit("partnership.renew", known.id, .name(known.name), by: actor, moment)
    return (known, invitation)
  }
}
