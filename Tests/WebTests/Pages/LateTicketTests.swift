import Federation
import Foundation
import Testing
import Ticketing
import Web

@Suite("A ticket of the list is late")
struct LateTicketTests {
  @Test("once the time to answer an offer has passed, and not before")
  func answerIsLate() throws {
    let desk = try SmallDesk()
    let offered = try desk.chained(inState: nil, outState: .offered)
    #expect(!offered.isLate(at: desk.now))
    #expect(offered.isLate(at: desk.now.addingTimeInterval(1)))
  }

  @Test(
    "no more when the offer was answered or is over",
    arguments: [HandoffState.accepted, .completed, .confirmed, .declined, .withdrawn, .recalled, .returned])
  func isAnswered(state: HandoffState) throws {
    let desk = try SmallDesk()
    let chained = try desk.chained(inState: state, outState: nil)
    #expect(!chained.isLate(at: desk.now.addingTimeInterval(86_400)))
  }
}
