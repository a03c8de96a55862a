package import Foundation
package import Ticketing

/// A mail that proves an address to be a desk's by coming back to the hub from there. Whoever reads it without having asked for
/// it need not do anything.
package struct ProofLetter: Sendable, Equatable {
  package let to: EmailAddress
  package let code: String
  package let desk: String
  package let language: Language
  /// How people reach the hub.
  package let publicURL: String

  package init(to: EmailAddress, code: String, desk: String, language: Language, publicURL: String) {
    self.to = to
    self.code = code
    self.desk = desk
    self.language = language
    self.publicURL = publicURL
  }

  /// The code is the last word of the subject: of all that a mail has, that comes through everywhere.
  package func message(from sender: Mailbox, at now: Date) -> MailMessage {
    let catalogue = Catalogue.of(language)
    let values = ["desk": desk, "address": to.text, "hub": publicURL]
    let words = ["proof.words", "proof.stranger"].map { catalogue.text($0, values) }
    return MailMessage(
      from: sender, to: Mailbox(name: "", address: to), subject: "\(catalogue.text("proof.subject", values)) \(code)",
      date: now, id: "proof-\(code.prefix(12))", thread: "proof-\(to.text.filter(\.isLetter))",
      text: words.joined(separator: "\n\n") + "\n",
      html: words.map { "<p>\($0.htmlText)</p>" }.joined())
  }
}
