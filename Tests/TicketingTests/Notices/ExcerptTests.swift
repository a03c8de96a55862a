import Foundation
import Testing
import Ticketing

@Suite("The words that go into a mail")
struct ExcerptTests {
  private func comment(_ body: String, _ audience: Audience) -> Ticketing.Comment {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    return Comment(
      id: moment.newID(), ticket: moment.newID(), event: moment.newID(), body: body, format: .text, audience: audience,
      author: Author(kind: .agent, name: "Ada", desk: "Acme"), origin: .here, createdAt: moment.now)
  }

  @Test("are those of a comment that may leave the desk", arguments: [Audience.partner, .public])
  func leaves(_ audience: Audience) throws {
    #expect(Excerpt(try #require(comment("all well", audience).shared)).text == "all well")
  }

  @Test("an internal comment has no form to be made of")
  func stays() { #expect(comment("secret", .internal).shared.map(Excerpt.init) == nil) }

  @Test("end after 2,000 characters, whole ones")
  func ends() throws {
    let long = Excerpt(fromPartner: String(repeating: "👩‍🔧", count: 2_001)).text
    #expect(long.count == 2_001)
    #expect(long.hasSuffix("👩‍🔧…"))
    #expect(Excerpt(fromPartner: String(repeating: "x", count: 2_000)).text.count == 2_000)
  }
}
