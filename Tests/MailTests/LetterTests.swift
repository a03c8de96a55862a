import Foundation
import Mail
import Storage
import Testing
import Ticketing

@Suite("What a mail says")
struct LetterTests {
  private static func letter(
    _ entries: [Letter.Entry], _ language: Language = .english, subject: String = "The till is dead", omitted: Int = 0
  ) throws -> MailMessage {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_790_000_000), seed: 1)
    let (sender, to) = (try #require(Mailbox("support@example.com")), try #require(Mailbox("Gil <gil@acme.example>")))
    return Letter(
      mail: moment.newID(), to: to, language: language, desk: "Acme", slug: "acme", ticket: moment.newID(),
      number: 12, subject: subject, date: moment.now, entries: entries, omitted: omitted
    ).message(from: sender, publicURL: "https://baton.example")
  }

  private static func entry(_ kind: NoticeKind, _ words: String? = nil, who: String = "Ivan (Fieldworks)")
    -> Letter.Entry
  {
    Letter.Entry(
      kind: kind, sentence: "said.\(kind.rawValue)", who: who, excerpt: words.map(Excerpt.init(fromPartner:)))
  }

  @Test("what happened, to which ticket, who did it, where to look")
  func says() throws {
    let message = try Self.letter([Self.entry(.declined, "no van\ntoday")])
    #expect(message.subject == "[Acme #12] Declined: The till is dead")
    for words in [
      "Ticket #12: The till is dead", "https://baton.example/desk/acme/tickets/12",
      "Ivan (Fieldworks) declined the ticket.", "> no van\n> today",
    ] { #expect(message.text.contains(words), "\(words)") }
    #expect(message.html.contains("<a href=\"https://baton.example/desk/acme/tickets/12\">"))
  }

  @Test("in the person's language")
  func dutch() throws {
    let message = try Self.letter([Self.entry(.declined)], .dutch)
    #expect(message.subject.hasPrefix("[Acme #12] Afgewezen:"))
    #expect(message.text.contains("Ivan (Fieldworks) heeft het ticket afgewezen."))
    #expect(message.html.contains("lang=\"nl\""))
  }

  @Test("several replies in one mail, and how many more there are")
  func folded() throws {
    let message = try Self.letter([Self.entry(.reply, "one"), Self.entry(.reply, "two")], omitted: 3)
    #expect(message.text.contains("> one") && message.text.contains("> two"))
    #expect(message.text.contains("And 3 more"))
  }

  @Test("nothing that somebody wrote is markup")
  func escaped() throws {
    let hostile = "</blockquote><img src=x onerror=alert(1)>\"'&"
    let html = try Self.letter([Self.entry(.reply, hostile, who: hostile)], subject: hostile).html
    #expect(!html.contains("<img"))
    #expect(
      html.components(separatedBy: "&lt;/blockquote&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;").count == 4)
  }

  @Test("a value that looks like a place for another is left alone")
  func values() {
    #expect(
      Catalogue.of(.english).text("said.declined", ["who": "{who} {desk}"]) == "{who} {desk} declined the ticket.")
  }

  @Test("both languages have every text, with the same places for values")
  func catalogues() {
    let (english, dutch) = (Catalogue.of(.english).texts, Catalogue.of(.dutch).texts)
    #expect(Set(english.keys) == Set(dutch.keys))
    for (key, text) in english { #expect(Self.places(text) == Self.places(dutch[key] ?? ""), "\(key)") }
    for kind in NoticeKind.allCases {
      #expect(english["kind.\(kind.rawValue)"] != nil && english["said.\(kind.rawValue)"] != nil, "\(kind)")
    }
  }

  private static func places(_ text: String) -> Set<String> { Set(text.matches(of: /\{\w+\}/).map { String($0.0) }) }
}
