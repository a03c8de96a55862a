import Foundation
import Testing
import Ticketing

@Suite("Whom a comment names")
struct MentionTests {
  private let people: [Agent]

  init() throws {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    people = try ["Ada Vos", "Ada Vos-Smit", "Ben Kok", "Bea Kok", "Dee O’Neil"].map { name in
      let local = name.lowercased().split(separator: " ").map { $0.filter(\.isASCII) }.joined(separator: ".")
      return Agent(
        id: moment.newID(), email: try #require(EmailAddress("\(local)@acme.example")), name: name, role: .agent,
        createdAt: moment.now)
    }
  }

  private func named(_ text: String) -> [String?] { Mention.all(in: text).map { $0.meant(among: people)?.name } }

  @Test(
    "is the one whose whole name stands there, the longest of several, or whose first name or address it alone is",
    arguments: [
      ("@Ben Kok, look", "Ben Kok"), ("Look, @ben kok!", "Ben Kok"), ("@Ada Vos: yours", "Ada Vos"),
      ("@Ada Vos-Smit yours", "Ada Vos-Smit"), ("@ben.", "Ben Kok"), ("(@Bea)", "Bea Kok"),
      ("@bea.kok has it", "Bea Kok"), ("one\n@Dee", "Dee O’Neil"), ("@Dee O’Neil's van", "Dee O’Neil"),
    ])
  func finds(_ text: String, _ name: String) { #expect(named(text) == [name]) }

  @Test(
    "is nobody where it may be two, where nobody is called so, in an address of mail, or in what is quoted",
    arguments: ["@Ada", "@Kok", "@Bent", "@", "@ Ben", "ben@kok.example", "> @Ben", "  > thanks @Ben", "@@"])
  func findsNobody(_ text: String) { #expect(named(text).allSatisfy { $0 == nil }) }

  @Test("is as many as are named, up to a limit")
  func several() {
    #expect(named("@Ben and @Bea, with @Ada Vos") == ["Ben Kok", "Bea Kok", "Ada Vos"])
    #expect(Mention.all(in: String(repeating: "@Ben ", count: 10_000)).count == Mention.limit)
  }
}
