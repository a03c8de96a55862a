import MailReading
import MessageFormat
import Testing

@Suite("Where a mail may belong")
struct CandidatesTests {
  @Test("is asked by its reply addresses, then by what it answers, the nearest first, then by its numbers")
  func order() throws {
    let mail = read(
      """
      Delivered-To: desk+aBc-1@acme.example
      To: Desk <DESK+zzz@Acme.example>, other@acme.example
      Subject: Re: [rt.example.com #123] x INC0042
      In-Reply-To: <3@acme.example>
      References: <1@acme.example> <2@acme.example> <3@acme.example>

      x
      """)
    let patterns = try ["[rt.example.com #{number}]", "INC{number}"].map { try #require(NumberPattern($0)) }
    let candidates = Candidates(
      of: mail, replyAddresses: [ReplyAddress(local: "desk", domain: "acme.example")], numbers: patterns)
    #expect(candidates.tokens == ["aBc-1", "zzz"])
    #expect(candidates.ids.map(\.text) == ["3@acme.example", "2@acme.example", "1@acme.example"])
    #expect(candidates.numbers == ["123", "0042"])
  }

  @Test(
    "a token is read from addresses of ours only",
    arguments: [
      "desk@acme.example", "desk+@acme.example", "desk+a@acme.example.evil", "xdesk+a@acme.example",
      "desk+a b@acme.example",
      "desk-a@acme.example", "desk+a@x@acme.example", "",
    ])
  func noToken(_ address: String) {
    #expect(ReplyAddress(local: "desk", domain: "acme.example").token(in: address) == nil)
  }

  @Test(
    "a number is found as its desk writes it",
    arguments: [
      ("[rt #{number}]", "Re: [rt #7] x", ["7"]), ("[RT #{number}]", "[rt #7][RT #8]", ["7", "8"]),
      ("INC{number}", "inc0012 closed", ["0012"]), ("INC{number}", "XINC0012", []), ("INC{number}", "INC0012x", []),
      ("({key})", "[JIRA] (HELP-12) x", ["HELP-12"]), ("({key})", "(not one)", []), ("{key}:", "HELP-9: x", ["HELP-9"]),
      ("##{number}##", "##55## x", ["55"]), ("[rt #{number}]", "[rt #]", []), ("[rt #{number}]", "[rt #7", []),
      ("Ticket {number}", "Ticket 1, Ticket 1", ["1"]),
    ])
  func numbers(_ pattern: String, _ subject: String, _ numbers: [String]) throws {
    #expect(try #require(NumberPattern(pattern)).numbers(in: subject) == numbers)
  }

  @Test(
    "a pattern that would find any number is none",
    arguments: ["{number}", "", "x", "{number}{number}", "{number} {key}"])
  func noPattern(_ pattern: String) {
    #expect(NumberPattern(pattern) == nil)
  }

  @Test("a subject is bared of what programs put before it")
  func bare() {
    #expect(SubjectPrefix.stripped("Re: AW: Fwd: [x] y: z") == "[x] y: z")
    #expect(SubjectPrefix.stripped("Note: y") == "Note: y")
  }
}
