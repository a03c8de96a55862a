/// A mail to an external desk that is known by its mails alone. Whom it is from, its id and the loop mark are the hub's.
package struct OutwardMail: Sendable {
  package let to: String
  package let subject: String
  /// Plain text: desks that obey lines of a mail read no other.
  package let text: String
  /// By whom it says to be written.
  package let author: String
  /// What its Message-ID is made of, so that it is the same mail however often it is sent.
  package let mark: String
  package let files: [OutwardFile]

  package init(
    to: String, subject: String, text: String, author: String, mark: String, files: [OutwardFile] = []
  ) {
    self.to = to
    self.subject = subject
    self.text = text
    self.author = author
    self.mark = mark
    self.files = files
  }
}
