package import MessageFormat

/// A mail that passes on what somebody else wrote: whole, as a part of its own, or in its words below a head.
package struct PassesOnAMail {
  /// Who wrote what is passed on.
  package let author: MailAddress
  /// What it was about; nil where it does not say.
  package let subject: String?

  package init?(_ mail: ReceivedMail) {
    guard let found = Self.attached(mail) ?? Self.inWords(mail) else { return nil }
    self = found
  }

  private init(_ author: MailAddress, _ subject: String?) {
    self.author = author
    self.subject = subject
  }

  private static func attached(_ mail: ReceivedMail) -> PassesOnAMail? {
    guard let head = mail.reports.first(where: { $0.kind == .returnedHead })?.groups.first,
      let author = MailSender(head).address, author.isComplete
    else { return nil }
    return PassesOnAMail(author, head["Subject"]?.text)
  }

  /// Only where the subject says that it is passed on: an answer holds older heads, too.
  private static func inWords(_ mail: ReceivedMail) -> PassesOnAMail? {
    guard SubjectPrefix.isForward(mail.subject) else { return nil }
    var author: MailAddress?
    var subject: String?
    for line in ReplyLines(String(mail.words.prefix(mostCharacters))).lines.prefix(mostLines) {
      switch line.field {
      case .from where author == nil: author = value(line.bare).flatMap(address)
      case .subject where author != nil && subject == nil: subject = value(line.bare)
      case .from, .subject, .date, .to, .copy, nil: break
      }
      if author != nil, subject != nil { break }
    }
    return author.map { PassesOnAMail($0, subject) }
  }

  private static let mostCharacters = 65_536
  private static let mostLines = 400

  /// What stands behind the colon.
  private static func value(_ line: Substring) -> String? {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let value = line[line.index(after: colon)...].drop { $0 == "*" || $0 == "_" || $0.isWhitespace }
    return value.isEmpty ? nil : String(value)
  }

  /// `Ann <a@example.com>`, `a@example.com`, or `Ann [mailto:a@example.com]`.
  private static func address(_ text: String) -> MailAddress? {
    if let start = text.firstRange(of: "[mailto:"), let end = text[start.upperBound...].firstIndex(of: "]") {
      let found = MailAddress(name: String(text[..<start.lowerBound]), address: String(text[start.upperBound..<end]))
      return found.isComplete ? found : nil
    }
    return AddressList(Array(text.utf8)).addresses.first { $0.isComplete }
  }
}
