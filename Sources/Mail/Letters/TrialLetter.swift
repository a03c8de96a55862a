package import Foundation
package import Ticketing

/// A mail that an admin has sent to one of the desk's own addresses, to see it come in. It bears the desk's mark, so that it
/// becomes no ticket.
package struct TrialLetter: Sendable, Equatable {
  package let to: EmailAddress
  package let code: String
  package let mark: String
  package let desk: String
  package let language: Language
  /// How people reach the hub.
  package let publicURL: String

  package init(to: EmailAddress, code: String, mark: String, desk: String, language: Language, publicURL: String) {
    self.to = to
    self.code = code
    self.mark = mark
    self.desk = desk
    self.language = language
    self.publicURL = publicURL
  }

  /// The code is the last word of the subject.
  package func message(from sender: Mailbox, at now: Date) -> MailMessage {
    let catalogue = Catalogue.of(language)
    let values = ["desk": desk, "address": to.text, "hub": publicURL]
    let words = catalogue.text("trial.words", values)
    return MailMessage(
      from: sender, to: Mailbox(name: "", address: to), subject: "\(catalogue.text("trial.subject", values)) \(code)",
      date: now, id: "trial-\(code)", thread: "", text: words + "\n", html: "<p>\(words.htmlText)</p>",
      conversation: MailConversation(
        replyTo: sender.address, returnPath: nil, loopMark: mark, inReplyTo: nil, references: []))
  }
}
