import Testing
import Web

@Suite("A query")
struct QueryStringTests {
  @Test(
    "is read as forms write it",
    arguments: [
      ("", []), ("status=In+progress", ["status", "In progress"]), ("q=paper%20jam", ["q", "paper jam"]),
      ("requester=a%2Bb@example.org", ["requester", "a+b@example.org"]), ("a=1&b=2", ["a", "1", "b", "2"]),
      ("q=a=b", ["q", "a=b"]), ("q", ["q", ""]), ("&&q=1&", ["q", "1"]), ("%71=%C3%A9", ["q", "é"]),
    ] as [(String, [String])])
  func isRead(query: String, pairs: [String]) throws {
    #expect(try QueryString.pairs(query).flatMap { [$0.name, $0.value] } == pairs)
  }

  @Test("is refused where it is no UTF-8 or no escape", arguments: ["q=%", "q=%zz", "q=%ff", "%c3=1"])
  func isRefused(query: String) { #expect(throws: Problem.self) { try QueryString.pairs(query) } }
}
