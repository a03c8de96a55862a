package import Foundation
package import Ticketing

/// A mail that invites another company's desk to become a partner. It may reach anybody: of what people wrote there is only the
/// desk's name in it, and one line of greeting.
package struct InvitationLetter: Sendable, Equatable {
  /// Names the mail; tells nothing of the code.
  package let id: String
  package let to: EmailAddress
  package let desk: String
  package let greeting: String?
  package let code: String
  package let link: String
  package let expiresAt: Date
  package let language: Language

  package init(
    id: String, to: EmailAddress, desk: String, greeting: String?, code: String, link: String, expiresAt: Date,
    language: Language
  ) {
    self.id = id
    self.to = to
    self.desk = desk
    self.greeting = greeting
    self.code = code
    self.link = link
    self.expiresAt = expiresAt
    self.language = language
  }

  package func message(from sender: Mailbox, at now: Date) -> MailMessage {
    let catalogue = Catalogue.of(language)
    let values = ["desk": desk, "code": code, "until": until]
    let (words, use) = (catalogue.text("invitation.words", values), catalogue.text("invitation.use", values))
    let (typed, stranger) = (catalogue.text("invitation.code", values), catalogue.text("invitation.stranger", values))
    let greeting = greeting.map { ["\u{201C}\($0)\u{201D}"] } ?? []
    let html =
      ([words] + greeting).map { "<p>\($0.htmlText)</p>" } + [
        "<p>\(use.htmlText)<br><a href=\"\(link.htmlText)\">\(link.htmlText)</a></p>", "<p>\(typed.htmlText)</p>",
        "<p><small>\(stranger.htmlText)</small></p>",
      ]
    return MailMessage(
      from: Mailbox(name: desk, address: sender.address), to: Mailbox(name: "", address: to),
      subject: catalogue.text("invitation.subject", values), date: now, id: "invitation-\(id)",
      thread: "invitation-\(id)",
      text: ([words] + greeting + ["\(use)\n\(link)", typed, "-- \n" + stranger]).joined(separator: "\n\n") + "\n",
      html: html.joined(separator: "\n"))
  }

  /// The day, by the clock that all have in common.
  private var until: String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: expiresAt)
    func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute)) UTC"
  }
}
