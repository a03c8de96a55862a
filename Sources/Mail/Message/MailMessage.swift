package import Foundation
package import Storage
package import Ticketing

/// A mail as it goes to a server (RFC 5322), as plain text and as HTML.
package struct MailMessage: Sendable, Equatable {
  package let from: Mailbox
  package let to: Mailbox
  package let subject: String
  /// When what it tells of happened.
  package let date: Date
  /// The same each time that this mail is sent.
  package let id: String
  /// A name for all mails about one thing, by which they are shown together.
  package let thread: String
  package let text: String
  /// Empty where the mail is to be read as plain text alone.
  package let html: String
  /// Nil for a mail that nobody is to answer.
  package let conversation: MailConversation?
  package let files: [MailFile]

  package init(
    from: Mailbox, to: Mailbox, subject: String, date: Date, id: String, thread: String, text: String, html: String,
    conversation: MailConversation? = nil, files: [MailFile] = []
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.id = id
    self.thread = thread
    self.text = text
    self.html = html
    self.conversation = conversation
    self.files = files
  }

  /// Whom servers tell what becomes of it; nil for nobody (RFC 5321, 4.5.5).
  package var returnPath: EmailAddress? { conversation.map(\.returnPath) ?? from.address }

  package var bytes: [UInt8] {
    let headers =
      [
        ("From", Self.field(from)), ("To", Self.field(to)), ("Subject", HeaderText(subject: subject).encoded),
        ("Date", Self.text(of: date)), ("Message-ID", "<\(id)@\(from.address.domain)>"),
      ] + (conversation?.headers ?? noticeHeaders) + [("MIME-Version", "1.0")]
    let head = Array(headers.map { "\($0.0): \($0.1)\r\n" }.joined().utf8)
    return head + (files.isEmpty ? words : mixed)
  }

  private var noticeHeaders: [(String, String)] {
    [
      ("References", "<\(thread)@\(from.address.domain)>"), ("Auto-Submitted", "auto-generated"),
      ("X-Auto-Response-Suppress", "All"),
    ]
  }

  /// The words, and behind them the files.
  private var mixed: [UInt8] {
    // No text ends its part: “=_” cannot be in what is quoted-printable (RFC 2045, 6.7), nor in base 64.
    let boundary = "=_mixed_\(id)"
    let head = "Content-Type: multipart/mixed;\r\n boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n"
    var bytes = Array(head.utf8) + words
    for file in files { bytes += Array("\r\n--\(boundary)\r\n".utf8) + file.part }
    return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
  }

  /// The part with the text, in both forms.
  private var words: [UInt8] {
    guard !html.isEmpty else { return Self.part("plain", text) }
    let boundary = "=_\(id)"
    var bytes = Array("Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n".utf8)
    for (kind, content) in [("plain", text), ("html", html)] {
      bytes += Array("\r\n--\(boundary)\r\n".utf8) + Self.part(kind, content)
    }
    return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
  }

  private static func part(_ kind: String, _ content: String) -> [UInt8] {
    let head = "Content-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return Array(head.utf8) + QuotedPrintable.encoded(content)
  }

  private static func field(_ mailbox: Mailbox) -> String {
    let name = HeaderText(name: mailbox.name).encoded
    return name.isEmpty ? mailbox.address.text : "\(name)\r\n <\(mailbox.address.text)>"
  }

  /// As RFC 5322, 3.3 writes it, in UTC.
  private static func text(of date: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
    let day =
      "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0)"
    return "\(day) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
  }
}
