import Foundation
import Ticketing

extension Letter {
  /// The letter as a mail.
  ///
  /// - Parameter publicURL: how people reach the hub, without a slash at the end.
  package func message(from sender: Mailbox, publicURL: String) -> MailMessage {
    MailMessage(
      from: sender, to: to, subject: heading, date: date, id: mail.description, thread: "ticket-\(ticket)",
      text: text(link: link(publicURL)), html: html(link: link(publicURL)))
  }

  private var catalogue: Catalogue { Catalogue.of(language) }

  private var heading: String {
    let what = entries.last.map { catalogue.text("kind.\($0.kind.rawValue)") } ?? ""
    return "[\(desk) #\(number)] \(what): \(subject)"
  }

  private func link(_ publicURL: String) -> String { "\(publicURL)/desk/\(slug)/tickets/\(number)" }

  private var title: String { catalogue.text("ticket", ["number": "\(number)", "subject": subject]) }

  private var more: String? { omitted > 0 ? catalogue.text("more", ["count": "\(omitted)"]) : nil }

  private var footer: String { catalogue.text("footer", ["desk": desk]) }

  private func said(_ entry: Entry) -> String {
    catalogue.text(entry.sentence, ["who": entry.who, "partner": entry.partner])
  }

  private func text(link: String) -> String {
    var parts = [title + "\n" + link]
    for entry in entries {
      parts.append(said(entry))
      if let words = entry.excerpt?.text {
        let lines = words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        parts.append(lines.map { "> " + $0 }.joined(separator: "\n"))
      }
    }
    if let more { parts.append(more) }
    return (parts + ["-- \n" + footer]).joined(separator: "\n\n") + "\n"
  }

  private func html(link: String) -> String {
    var parts = ["<p><strong>\(title.htmlText)</strong></p>"]
    for entry in entries {
      parts.append("<p>\(said(entry).htmlText)</p>")
      if let words = entry.excerpt?.text {
        parts.append("<blockquote style=\"white-space: pre-wrap\">\(words.htmlText)</blockquote>")
      }
    }
    if let more { parts.append("<p>\(more.htmlText)</p>") }
    parts.append("<p><a href=\"\(link.htmlText)\">\(catalogue.text("open").htmlText)</a></p>")
    parts.append("<p><small>\(footer.htmlText)</small></p>")
    let head = "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\"><head><meta charset=\"utf-8\"></head><body>"
    return ([head] + parts + ["</body></html>"]).joined(separator: "\n") + "\n"
  }
}
