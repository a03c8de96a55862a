import Federation
package import Foundation
package import Storage
package import Ticketing

/// What somebody who has an invitation's code is told before accepting it. Without the code nobody learns anything.
package struct ReadInvitation: Sendable {
  package let storage: any DeskStorage
  package let inviter: TenantID
  package let secretHash: [UInt8]

  package struct Told: Sendable, Equatable {
    package let desk: String
    package let message: String?
    package let expiresAt: Date
  }

  package init(storage: any DeskStorage, inviter: TenantID, secretHash: [UInt8]) {
    self.storage = storage
    self.inviter = inviter
    self.secretHash = secretHash
  }

  /// - Throws: what accepting it would throw.
  package func callAsFunction(by actor: Actor, at now: Date) async throws -> Told {
    try actor.require(.admin)
    return try await storage.read(in: inviter) { tx in
      guard let invitation = try tx.invitation(secretHash: secretHash),
        let partnership = try tx.partnership(invitation.partnership)
      else { throw NotFound() }
      guard inviter != actor.tenant else { throw PartnershipRefusal.ownInvitation }
      switch partnership.phase {
      case .invited: break
      case .joined: throw PartnershipRefusal.invitationUsed
      case .declined, .ended: throw PartnershipRefusal.notOpen(partnership.state)
      }
      guard invitation.expiresAt > now else { throw PartnershipRefusal.invitationExpired(invitation.expiresAt) }
      return Told(desk: try tx.existingDesk().name, message: invitation.message, expiresAt: invitation.expiresAt)
    }
  }
}
