import Federation
package import Storage
package import Ticketing

/// Turns another desk's invitation down; the code is dead from then on. It happens in the inviter's tenant, which the code
/// names.
package struct DeclineInvitation: Sendable {
  package let storage: any DeskStorage
  package let inviter: TenantID
  package let secretHash: [UInt8]

  package init(storage: any DeskStorage, inviter: TenantID, secretHash: [UInt8]) {
    self.storage = storage
    self.inviter = inviter
    self.secretHash = secretHash
  }

  package func callAsFunction(by actor: Actor, _ moment: Moment) async throws {
    try actor.require(.admin)
    try await storage.write(in: inviter) { tx in
      guard let invitation = try tx.invitation(secretHash: secretHash) else { throw NotFound() }
      var partnership = try tx.locked(invitation.partnership)
      guard partnership.phase != .declined else { return }
      try partnership.decline()
      try tx.put(partnership)
      try tx.append(
        AuditRecord(
          at: moment.now, source: .system, action: "partnership.decline", subject: partnership.id.description))
    }
  }
}
