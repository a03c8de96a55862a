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

  /// Below which the hub itself gives each desk an address; nil where it gives none.
  package let domain: String?
  /// Nil where the hub sends no mail.
  package let sendProof: ProofSender?

  package init(domain: String? = nil, sendProof: ProofSender? = nil) {
    self.domain = domain
    self.sendProof = sendProof
  }
}
