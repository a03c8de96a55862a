package import Federation
import Foundation
package import Storage
package import Ticketing

/// Becomes a partner by another desk's code.
///
/// Two transactions in two tenants, one after the other. First the inviter's consumes the code for this desk, and may do so
/// again; then the acceptor's keeps the partnership. Should the hub die between them, the inviter's first message founds
/// the acceptor's record.
package struct AcceptInvitation: Sendable {
  package let storage: any DeskStorage
  /// The tenant that the code names.
  package let inviter: TenantID
  package let secretHash: [UInt8]
  /// The acceptor's own word for the inviter; nil takes the inviter's name.
  package let name: String?

  package init(storage: any DeskStorage, inviter: TenantID, secretHash: [UInt8], name: String?) {
    self.storage = storage
    self.inviter = inviter
    self.secretHash = secretHash
    self.name = name
  }

  /// The first transaction.
  package func consume(by actor: Actor, _ moment: Moment) async throws -> Founding {
    guard inviter != actor.tenant else { throw PartnershipRefusal.ownInvitation }
    try actor.require(.admin)
    let acceptor = try await storage.read(in: actor.tenant) { try $0.existingDesk() }
    return try await storage.write(in: inviter) { tx in
      var moment = moment
      guard let invitation = try tx.invitation(secretHash: secretHash) else { throw NotFound() }
      var partnership = try tx.locked(invitation.partnership)
      if partnership.phase == .invited, invitation.expiresAt <= moment.now {
        throw PartnershipRefusal.invitationExpired(invitation.expiresAt)
      }
      let isNew = partnership.phase == .invited
      try partnership.join(PartnerDesk(name: acceptor.name, federationID: acceptor.federationID, terms: nil))
      let desk = try tx.existingDesk()
      if isNew {
        let greeting = partnership.greet(desk: desk, by: desk.system, moment: &moment)
        try tx.put(partnership)
        try tx.put(peer: actor.tenant, of: partnership.id)
        try tx.enqueue(greeting, ticket: nil, &moment)
        try tx.append(
          AuditRecord(
            at: moment.now, source: .system, action: "partnership.join", subject: partnership.id.description,
            facts: [.name(acceptor.name)]))
      }
      return Founding(
        partnership: partnership.id, inviter: tx.tenant,
        desk: PartnerDesk(
          name: desk.name, federationID: desk.federationID, terms: partnership.terms(of: desk)))
    }
  }

  /// What the acceptor's transaction needs to know.
  package struct Founding: Sendable {
    let partnership: PartnershipID
    let inviter: TenantID
    let desk: PartnerDesk
  }
}

/// The second transaction: keeps the partnership at the acceptor's desk.
package struct KeepPartnership: Action {
  package let founding: AcceptInvitation.Founding
  package let name: String?

  package init(_ founding: AcceptInvitation.Founding, name: String?) {
    self.founding = founding
    self.name = name
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try actor.require(.admin)
    let partnership = try tx.found(
      founding.partnership, by: founding.desk, of: founding.inviter, name: name,
      actor.author(in: tx), &moment)
    try tx.audit("partnership.accept", partnership.id, .name(partnership.partnerName), by: actor, moment)
    return partnership
  }
}

extension DeskTransaction {
  /// The acceptor's record: a new one, or the one that the inviter's first message founded before.
  func found(
    _ id: PartnershipID, by inviter: PartnerDesk, of tenant: TenantID, name: String?, _ author: Author,
    _ moment: inout Moment
  ) throws -> Partnership {
    if var partnership = try lock(id) {
      if let name, partnership.phase == .joined {
        partnership.rename(to: name)
        try put(partnership)
      }
      return partnership
    }
    var partnership = Partnership(joining: id, name: name ?? inviter.name, inviter: inviter, at: moment.now)
    let announcement = partnership.announce(desk: try existingDesk(), by: author, moment: &moment)
    try put(partnership)
    try put(peer: tenant, of: id)
    try enqueue(announcement, ticket: nil, &moment)
    return partnership
  }
}
