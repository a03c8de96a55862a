package import Foundation
package import Storage
package import Ticketing

/// What the doors need of mail.
package struct MailNeeds: Sendable {
  /// Sends the mail that proves an address to be the desk's.
  ///
  /// - Returns: what the server said where it did not take it; nil where it did.
  package typealias ProofSender =
    @Sendable (_ address: EmailAddress, _ code: String, _ desk: DeskRecord) async -> String?

  /// Sends an invitation to become a partner.
  ///
  /// - Returns: what the server said where it did not take it; nil where it did.
  package typealias InvitationSender = @Sendable (_ invitation: MailedInvitation, _ desk: DeskRecord) async -> String?

  /// Sends a mail that shows by coming in that an address is received at; the desk knows it by its own mark.
  ///
  /// - Returns: what the server said where it did not take it; nil where it did.
  package typealias TrialSender =
    @Sendable (_ address: EmailAddress, _ code: String, _ mark: String, _ desk: DeskRecord) async -> String?

  /// Nil where the hub sends no mail.
  package let sendProof: ProofSender?
  package let sendInvitation: InvitationSender?
  package let sendTrial: TrialSender?

  package init(sendProof: ProofSender? = nil, sendInvitation: InvitationSender? = nil, sendTrial: TrialSender? = nil) {
    self.sendProof = sendProof
    self.sendInvitation = sendInvitation
    self.sendTrial = sendTrial
  }
}

/// What an invitation that goes by mail says, beside the words that every one has.
package struct MailedInvitation: Sendable, Equatable {
  /// Names the mail.
  package let id: String
  package let to: EmailAddress
  /// One line of the admin who invites; nil for none.
  package let greeting: String?
  package let code: String
  /// Where the code is used.
  package let link: String
  package let expiresAt: Date
}
