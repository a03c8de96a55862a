import Foundation
import RichText
package import Storage
package import Ticketing

/// The words of a mail to a requester: what is sent, and what an admin is shown beforehand.
package struct RequesterWords: Sendable {
  private let subject: TemplateText
  private let body: TemplateText
  private let values: [MailTemplate.Place: String]
  private let comment: PublicComment?
  private let left: String?

  /// - Parameter left: a sentence about files that are not in the mail.
  package init(
    kind: RequesterMail.Kind, subject: String, body: String, values: [MailTemplate.Place: String],
    comment: PublicComment?, left: String? = nil
  ) {
    self.subject = TemplateText(subject, for: kind)
    self.body = TemplateText(body, for: kind)
    self.values = values
    self.comment = comment
    self.left = left
  }

  package var heading: String { subject.filled(all) }

  package var text: String { body.filled(all) + "\n" }

  package func html(in language: Language) -> String {
    let head = "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\"><head><meta charset=\"utf-8\"></head><body>"
    return [head, paragraphs, "</body></html>"].joined(separator: "\n") + "\n"
  }

  /// What stands in the HTML's body.
  package var paragraphs: String {
    var block: [MailTemplate.Place: String] = [:]
    if let comment {
      let html = comment.format == .markdown ? Markdown.html(comment.body) : Markdown.escaped(comment.body)
      block[.comment] = html + (left.map { "<p>\($0.htmlText)</p>" } ?? "")
    }
    return body.html(values, blocks: block)
  }

  private var all: [MailTemplate.Place: String] {
    guard let comment else { return values }
    let words = [comment.body, left].compactMap { $0 }.joined(separator: "\n\n")
    return values.merging([.comment: words]) { _, words in words }
  }
}

extension RequesterWords {
  /// Of a ticket that there is not.
  ///
  /// - Parameter desk: whose mail it would be.
  package static func sample(
    _ kind: RequesterMail.Kind, in language: Language, subject: String, body: String, desk: String
  ) -> RequesterWords {
    let catalogue = Catalogue.of(language)
    return RequesterWords(
      kind: kind, subject: subject, body: body,
      values: [
        .desk: desk, .number: "1042", .subject: catalogue.text("sample.subject"),
        .requester: catalogue.text("sample.requester"), .agent: catalogue.text("sample.agent"),
      ], comment: kind == .comment ? sampleComment(catalogue.text("sample.comment")) : nil)
  }

  private static func sampleComment(_ words: String) -> PublicComment? {
    var moment = Moment(now: .distantPast, seed: 0)
    let comment = Comment(
      id: moment.newID(), ticket: moment.newID(), event: moment.newID(), body: words, format: .markdown,
      audience: .public, author: Author(kind: .agent, name: "", desk: ""), origin: .here, createdAt: .distantPast)
    return comment.shared.flatMap(PublicComment.init)
  }
}
