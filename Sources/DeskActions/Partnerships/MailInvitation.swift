package import Federation
import Foundation
package import Storage
package import Ticketing

/// Has an invitation go to somebody by mail, with a new code: the one before is not kept anywhere, and opens nothing from then on.
///
/// The mail is sent by whoever performs this, once it is committed. What bounds how many go to strangers is counted in the audit
/// log, so that nothing is forgotten when the hub begins anew.
package struct MailInvitation: Action {
  package let partnership: PartnershipID
  package let recipient: EmailAddress
  package let secretHash: [UInt8]

  /// To all of a desk's within a day.
  package static let mostADay = 20
  /// To the same address within a day.
  package static let mostADayToOne = 2

  /// So far back the log is looked at. A desk where more happened within a day invites nobody by mail on that day.
  private static let mostRecords = 5_000
  private static let action = "partnership.mail"

  package init(_ partnership: PartnershipID, to recipient: EmailAddress, secretHash: [UInt8]) {
    self.partnership = partnership
    self.recipient = recipient
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> (
    partnership: Partnership, invitation: Invitation
  ) {
    try actor.require(.admin)
    let sent = try Self.recipients(of: tx, since: moment.now.addingTimeInterval(-86_400))
    guard let sent, sent.count < Self.mostADay else { throw InvitationMailRefusal.tooMany(aDay: Self.mostADay) }
    guard sent.count(where: { $0 == recipient }) < Self.mostADayToOne else {
      throw InvitationMailRefusal.tooManyToOne(recipient, aDay: Self.mostADayToOne)
    }
    let renewed = try RenewInvitation(partnership, secretHash: secretHash).perform(by: actor, in: tx, &moment)
    try tx.audit(Self.action, partnership, .email(recipient), by: actor, moment)
    return renewed
  }

  /// Who was invited by mail; nil where so much happened since that nobody can say.
  private static func recipients(of tx: any DeskReader, since: Date) throws -> [EmailAddress]? {
    var (found, before, looked) = ([EmailAddress](), Int?.none, 0)
    while looked < mostRecords {
      let records = try tx.audit(before: before, limit: 200)
      looked += records.count
      for record in records {
        guard record.at >= since else { return found }
        guard record.action == action else { continue }
        for case .email(let address) in record.facts { found.append(address) }
      }
      guard records.count == 200, let last = records.last else { return found }
      before = last.seq
    }
    return nil
  }
}

package enum InvitationMailRefusal: Error, Equatable, Sendable {
  /// So many went out within a day.
  case tooMany(aDay: Int)
  case tooManyToOne(EmailAddress, aDay: Int)
}
