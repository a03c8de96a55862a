package import Foundation
import Ticketing

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
  package let html: String

  package init(
    from: Mailbox, to: Mailbox, subject: String, date: Date, id: String, thread: String, text: String, html: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.id = id
    self.thread = thread
    self.text = text
    self.html = html
  }

  package var bytes: [UInt8] {
    // “=_” cannot be in what is quoted-printable (RFC 2045, 6.7), so that no text ends its part.
    let boundary = "=_\(id)"
    let headers = [
      ("From", Self.field(from)), ("To", Self.field(to)), ("Subject", HeaderText(subject: subject).encoded),
      ("Date", Self.text(of: date)), ("Message-ID", "<\(id)@\(from.domain)>"),
      ("References", "<\(thread)@\(from.domain)>"), ("Auto-Submitted", "auto-generated"),
      ("X-Auto-Response-Suppress", "All"), ("MIME-Version", "1.0"),
      ("Content-Type", "multipart/alternative;\r\n boundary=\"\(boundary)\""),
    ]
    var bytes = Array(headers.map { "\($0.0): \($0.1)\r\n" }.joined().utf8)
    for (kind, content) in [("plain", text), ("html", html)] {
      let head = "Content-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      bytes += Array("\r\n--\(boundary)\r\n\(head)".utf8) + QuotedPrintable.encoded(content)
    }
    return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
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
