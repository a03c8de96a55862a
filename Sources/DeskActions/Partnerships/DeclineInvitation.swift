package import Federation
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

  /// - Returns: the partnership that will not be.
  package func callAsFunction(by actor: Actor, _ moment: Moment) async throws -> PartnershipID {
    try actor.require(.admin)
    return try await storage.write(in: inviter) { tx in
      guard let invitation = try tx.invitation(secretHash: secretHash) else { throw NotFound() }
      var partnership = try tx.locked(invitation.partnership)
      guard partnership.phase != .declined else { return partnership.id }
      try partnership.decline()
      try tx.put(partnership)
      try tx.append(
        AuditRecord(
          at: moment.now, source: .system, action: "partnership.decline", subject: partnership.id.description))
      return partnership.id
    }
  }
}

/// Writes down at the desk that declined who did it.
package struct NoteDecline: Action {
  package let partnership: PartnershipID

  package init(_ partnership: PartnershipID) { self.partnership = partnership }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> PartnershipID {
    try tx.audit("invitation.decline", partnership, by: actor, moment)
    return partnership
  }
}
