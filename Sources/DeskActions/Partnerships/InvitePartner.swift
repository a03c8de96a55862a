package import Federation
import Foundation
package import Storage
package import Ticketing

/// Invites another desk. The code that goes to it is made outside; only its hash is kept.
package struct InvitePartner: Action {
  package let name: String
  package let message: String?
  package let secretHash: [UInt8]

  /// How long an invitation may be used.
  package static let validity: Duration = .seconds(72 * 3_600)

  /// When an invitation that is made now expires.
  static func expiry(of now: Date) -> Date { now.addingTimeInterval(TimeInterval(validity.components.seconds)) }

  package init(name: String, message: String?, secretHash: [UInt8]) {
    self.name = name
    self.message = message
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> (
    partnership: Partnership, invitation: Invitation
  ) {
    try actor.require(.admin)
    let partnership = Partnership(inviting: moment.newID(), name: name, at: moment.now)
    let invitation = Invitation(
      partnership: partnership.id, secretHash: secretHash, message: message,
      expiresAt: InvitePartner.expiry(of: moment.now))
    try tx.put(partnership)
    try tx.put(invitation)
    try tx.audit("partnership.invite", partnership.id, .name(name), by: actor, moment)
    return (partnership, invitation)
  }
}
