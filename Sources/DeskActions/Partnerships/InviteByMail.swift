package import Federation
package import Storage
package import Ticketing

/// Invites another desk, and has the invitation go to somebody by mail; both or neither.
package struct InviteByMail: Action {
  package let name: String
  package let message: String?
  package let recipient: EmailAddress
  package let secretHash: [UInt8]

  package init(name: String, message: String?, to recipient: EmailAddress, secretHash: [UInt8]) {
    self.name = name
    self.message = message
    self.recipient = recipient
    self.secretHash = secretHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> (
    partnership: Partnership, invitation: Invitation
  ) {
    let made = try InvitePartner(name: name, message: message, secretHash: secretHash).perform(
      by: actor, in: tx, &moment)
    return try MailInvitation(made.partnership.id, to: recipient, secretHash: secretHash).perform(
      by: actor, in: tx, &moment)
  }
}
