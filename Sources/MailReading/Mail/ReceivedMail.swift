package import Foundation
package import MailHTML
package import MessageFormat

/// A mail as it was received, read: who says to write, about what, in answer to what, its words and its files.
///
/// Nothing in it is proved. Who sent it is what the mail says, `authentication` what a trusted server on its way found.
package struct ReceivedMail: Sendable {
  /// Its head, whole, as far as the limits let it be read.
  package let fields: HeaderFields
  package let from: MailSender
  package let replyTo: AddressList
  package let to: AddressList
  package let cc: AddressList
  package let subject: String
  package let id: MessageID?
  package let inReplyTo: [MessageID]
  /// Oldest first.
  package let references: [MessageID]
  /// When it was written, as the sender's clock had it.
  package let date: Date?
  /// Where bounces of it go, from the envelope: nil where the delivering server did not say, empty for `<>`.
  package let returnPath: String?
  package let authentication: [AuthenticationResult]
  /// Its words; nil where it has none as plain text.
  package let text: String?
  package let html: UntrustedHTML?
  package let files: [MailFile]
  /// What programs wrote into it for programs.
  package let reports: [MailReport]
  /// All parts, for what is not in the words and the files.
  package let message: Message
  package let faults: Set<MessageFault>

  /// Its words in any case: those of the HTML, where it says nothing in plain text.
  package var words: String { text ?? html.map { HTMLTree(reading: $0.source).plainText } ?? "" }
}
