import Testing
import Ticketing

@Suite("An id as text")
struct IDTests {
  private let text = "01a2022d-2eb4-7e42-884b-0830864debb3"

  @Test("reads as the id that it was written from")
  func returns() throws {
    let id = try #require(TicketID(text))
    #expect(TicketID(id.description) == id)
  }

  @Test(
    "with anything before or behind it is none (A21)",
    arguments: ["\0", "\0x", "\n", " ", "\r\n", ";x", ".txt", "%00", "\u{301}"])
  func isWhole(rest: String) {
    #expect(TicketID(text + rest) == nil)
    #expect(TicketID(rest + text) == nil)
  }
}
