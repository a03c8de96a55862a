import Foundation
import Mail
import Storage
import Testing
import Ticketing

@Suite("The words of a mail to a requester")
struct TemplateTextTests {
  static let values: [MailTemplate.Place: String] = [
    .desk: "Acme", .number: "7", .subject: "Till", .requester: "Rita", .agent: "Nadia", .comment: "All well.",
  ]

  @Test("A37 take in the values of their places, and print everything else as it stands")
  func literal() {
    for words in [
      "{{number}}", "${number}", "<OTRS_CUSTOMER_Body>", "{% include 'x' %}", "{number", "number}", "{ number }",
      "{Number}", "{password}", "{tenant.key}", "{}", "{{", "}}", "{number.description}", "%{number}", "#{7*7}",
    ] where words != "{{number}}" && words != "${number}" && words != "%{number}" {
      #expect(TemplateText(words, for: .comment).filled(Self.values) == words)
    }
    #expect(TemplateText("{{number}}", for: .comment).filled(Self.values) == "{7}")
    #expect(TemplateText("a {number} b {desk}{agent}", for: .comment).filled(Self.values) == "a 7 b AcmeNadia")
  }

  @Test("A37 a value that looks like a place is no place", arguments: MailTemplate.Place.allCases)
  func valuesAreWords(_ place: MailTemplate.Place) {
    var values = Self.values
    values[place] = "{number} {{desk}} ${subject} {comment}"
    let text = TemplateText("<{\(place.rawValue)}>", for: .comment)
    #expect(text.filled(values) == "<{number} {{desk}} ${subject} {comment}>")
    #expect(text.html(values, blocks: [:]).contains("{number} {{desk}} ${subject} {comment}"))
  }

  @Test("A05 mails that nobody wrote have no place for what an outsider may have chosen")
  func automatic() {
    for kind in [RequesterMail.Kind.acknowledgement, .closing] {
      #expect(
        TemplateText("{subject} {requester} {agent} {comment} {number}", for: kind).filled(Self.values)
          == "{subject} {requester} {agent} {comment} 7")
      for language in Language.allCases {
        let template = MailTemplate.builtIn(kind, in: language)
        var values = Self.values
        values[.subject] = "ad-canary"
        values[.requester] = "ad-canary"
        values[.agent] = "ad-canary"
        for words in [template.subject, template.body] {
          let filled = TemplateText(words, for: kind).filled(values)
          #expect(filled.contains("7") && !filled.contains("canary") && !filled.contains("{"))
        }
      }
    }
  }

  @Test("are there for each kind in each language, and say what was written")
  func builtIn() {
    for kind in RequesterMail.Kind.allCases {
      for language in Language.allCases {
        let template = MailTemplate.builtIn(kind, in: language)
        #expect(!template.subject.hasPrefix("template.") && !template.body.hasPrefix("template."))
        #expect(template.subject.utf8.count <= MailTemplate.subjectLimit)
        #expect(kind != .comment || template.body.contains("{comment}"))
        let words = RequesterWords.sample(
          kind, in: language, subject: template.subject, body: template.body, desk: "Acme")
        #expect(!words.heading.contains("{") && !words.text.contains("{"))
        #expect(words.text.contains("Acme") && words.heading.contains("1042"))
      }
    }
  }

  @Test("A08 nothing that anybody wrote is markup of the mail")
  func escaped() {
    for hostile in ["<img src=//x>", "\"><script>alert(1)</script>", "'&<b>", "</p></body>"] {
      var values = Self.values
      for place in MailTemplate.Place.allCases { values[place] = hostile }
      let text = TemplateText("{desk}\n\n{requester} {subject}\n{agent}\n\n\(hostile)", for: .comment)
      let html = text.html(values, blocks: [:])
      #expect(
        html.replacing("<p>", with: "").replacing("</p>", with: "").replacing("<br>", with: "").contains("<") == false)
      #expect(!html.replacing("<p>", with: "").replacing("</p>", with: "").replacing("<br>", with: "").contains(">"))
    }
  }

  @Test("stand in paragraphs, and what was written between them")
  func paragraphs() {
    let html = TemplateText("Dear {requester},\n\n{comment}\n\n{agent}\n{desk}", for: .comment)
      .html(Self.values, blocks: [.comment: "<ul><li>one</li></ul>"])
    #expect(html == "<p>Dear Rita,</p>\n<ul><li>one</li></ul>\n<p>Nadia<br>\nAcme</p>")
  }
}
