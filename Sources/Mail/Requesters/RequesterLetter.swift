package import Foundation
package import Storage
package import Ticketing

/// What one mail says to who asked for help, before it has a form. The only words of others in it are a comment's that the
/// requester may read; a mail that the hub writes by itself has not even the ticket's subject or the requester's name in it,
/// which anybody may have chosen who wrote in somebody's name.
package struct RequesterLetter: Sendable, Equatable {
  package let kind: RequesterMail.Kind
  package let from: Mailbox
  package let to: Mailbox
  package let language: Language
  package let subject: String
  package let body: String
  package let values: [MailTemplate.Place: String]
  package let comment: PublicComment?
  /// Those that came with the comment.
  package let files: [PublicFile]
  package let date: Date
  /// Before the `@` of its message id.
  package let id: String
  package let conversation: MailConversation

  package init(
    kind: RequesterMail.Kind, from: Mailbox, to: Mailbox, language: Language, subject: String, body: String,
    values: [MailTemplate.Place: String], comment: PublicComment?, files: [PublicFile], date: Date, id: String,
    conversation: MailConversation
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.language = language
    self.subject = subject
    self.body = body
    self.values = values
    self.comment = comment
    self.files = files
    self.date = date
    self.id = id
    self.conversation = conversation
  }

  /// Of all files of a mail together, in bytes; larger ones are named. With their encoding it is what most servers take.
  package static let fileLimit = 10 * 1_024 * 1_024

  /// Those that fit, in their order.
  package var filesThatFit: [PublicFile] {
    var rest = Self.fileLimit
    return files.filter { file in
      guard file.bytes <= rest else { return false }
      rest -= file.bytes
      return true
    }
  }
}

extension RequesterLetter {
  /// - Parameters:
  ///   - attached: the files that go with it.
  ///   - left: the names of those that do not.
  package func message(attached: [MailFile] = [], left: [String] = []) -> MailMessage {
    let left = left.isEmpty ? nil : Catalogue.of(language).text("files.left", ["names": left.joined(separator: ", ")])
    let words = RequesterWords(kind: kind, subject: subject, body: body, values: values, comment: comment, left: left)
    return MailMessage(
      from: from, to: to, subject: words.heading, date: date, id: id, thread: "", text: words.text,
      html: words.html(in: language), conversation: conversation, files: attached)
  }
}
