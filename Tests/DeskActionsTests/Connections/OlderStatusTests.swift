import Foundation
import Storage
import Testing
import Ticketing

@Suite("A status at an external desk that bears no time")
struct OlderStatusTests {
  private let start = Date(timeIntervalSince1970: 1_800_000_000)

  /// `open` there, then set to `resolved` from here.
  private var written: OutsideTicket {
    var ticket = OutsideTicket(ticket: TicketID(UUID()), status: "open")
    ticket.noteWritten("resolved", at: start)
    return ticket
  }

  private func isOlder(_ ticket: OutsideTicket, _ said: String?, saidAt: Date? = nil, after: TimeInterval = 5) -> Bool {
    ticket.mayBeOlder(said, saidAt: saidAt, now: start.addingTimeInterval(after))
  }

  @Test("may be older where it is what stood there before the last one that was written")
  func older() {
    #expect(isOlder(written, "open"))
    #expect(!isOlder(written, "resolved") && !isOlder(written, "pending") && !isOlder(written, nil))
  }

  @Test("is news once what was written has come back, since what comes later was said later")
  func afterTheEcho() {
    var ticket = written
    ticket.noteHeard("resolved")
    #expect(!isOlder(ticket, "open") && ticket.status == "resolved")
  }

  @Test("is news where it says something else first: somebody has gone on from what was written")
  func afterAnother() {
    var ticket = written
    ticket.noteHeard("pending")
    #expect(!isOlder(ticket, "open"))
  }

  @Test("is judged by its time where it bears one")
  func timed() { #expect(!isOlder(written, "open", saidAt: start)) }

  @Test("is news after a minute: some desks never tell of what the hub itself wrote")
  func late() {
    #expect(isOlder(written, "open", after: 59))
    #expect(!isOlder(written, "open", after: 60))
  }

  @Test("is older than the last of two that were written, by the one before it")
  func twice() {
    var ticket = written
    ticket.noteWritten("resolved", at: start.addingTimeInterval(30))
    #expect(isOlder(ticket, "open", after: 59) && !isOlder(ticket, "open", after: 61))
    ticket.noteWritten("closed", at: start.addingTimeInterval(40))
    #expect(isOlder(ticket, "resolved", after: 61) && !isOlder(ticket, "open", after: 61))
  }

  @Test("is news where nothing was known of the ticket before it was written")
  func first() {
    var ticket = OutsideTicket(ticket: TicketID(UUID()))
    ticket.noteWritten("open", at: start)
    #expect(!isOlder(ticket, "new"))
  }
}
