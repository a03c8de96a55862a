import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Changing several tickets, each by itself", .timeLimit(.minutes(10)))
struct ChangingManyTests {
  private static func tags(added: String? = nil, removed: String? = nil) -> ManyChange {
    var change = ManyChange()
    change.addedTag = added
    change.removedTag = removed
    return change
  }

  private static func ending(as status: String) -> ManyChange {
    var change = ManyChange()
    change.input.status = status
    change.resolution = Resolution(code: .fixed, text: "done at once")
    return change
  }

  @Test("adds a tag to those that each ticket has, and takes one away; where it was so already nothing happens")
  func tags() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      var input = TicketInput()
      input.changes.tags = ["a", "b"]
      try await desks.act(ChangeTicket(ticket, input), desks.acme.agent)
      let change = ChangeAmongMany(ticket, Self.tags(added: "c", removed: "a"))
      #expect(try await desks.act(change, desks.acme.agent).ticket.tags == ["b", "c"])
      let again = try await desks.act(change, desks.acme.agent)
      #expect(!again.isChanged)
      #expect(again.ticket == (try await desks.ticket(ticket, at: desks.acme)))
    }
  }

  @Test("refuses one tag too many")
  func tooManyTags() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      var input = TicketInput()
      input.changes.tags = (1...Limits.tags).map { "tag \($0)" }
      try await desks.act(ChangeTicket(ticket, input), desks.acme.agent)
      let change = ChangeAmongMany(ticket, Self.tags(added: "one more"))
      await #expect(throws: InvalidInput.self) { try await desks.act(change, desks.acme.agent) }
    }
  }

  @Test("ends the work with what was done, and leaves alone what was done on a ticket that has ended")
  func ending() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (open, ended) = (try await desks.open(at: desks.acme), try await desks.open(at: desks.acme))
      let own = Resolution(code: .fixed, text: "its own end")
      try await desks.act(ResolveTicket(ended, resolution: own), desks.acme.agent)
      for ticket in [open, ended] {
        try await desks.act(ChangeAmongMany(ticket, Self.ending(as: "Closed")), desks.acme.agent)
      }
      let tickets = [try await desks.ticket(open, at: desks.acme), try await desks.ticket(ended, at: desks.acme)]
      #expect(tickets.map(\.status.category) == [.closed, .closed])
      #expect(tickets.map { $0.resolution?.text } == ["done at once", "its own end"])
    }
  }

  @Test("is refused as it is singly: a ticket that is with a partner keeps its status, and its tags")
  func refusal() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let before = try await desks.ticket(ticket, at: desks.acme)
      var change = Self.ending(as: "Closed")
      change.addedTag = "ended"
      let ended = ChangeAmongMany(ticket, change)
      await #expect(throws: HandoffRefusal.self) { try await desks.act(ended, desks.acme.agent) }
      #expect(try await desks.ticket(ticket, at: desks.acme) == before)
    }
  }

  @Test("A28 finds no ticket of another desk")
  func foreign() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let change = ChangeAmongMany(ticket, Self.tags(added: "x"))
      await #expect(throws: NotFound.self) { try await desks.act(change, desks.smith.agent) }
    }
  }
}
