import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Changing a ticket", .timeLimit(.minutes(10)))
struct ChangingTests {
  @Test("A33 each unknown reference is told by its place, all at once, and nothing is changed")
  func unknownReferences() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open("as it was", at: desks.acme)
      var input = TicketInput()
      input.changes.subject = "changed"
      input.status = "Sleeping"
      input.team = .to("Nobody's")
      input.assignee = .to(desks.smith.agent.agent.description)
      input.fields = ["colour": .text("red")]
      let change = ChangeTicket(ticket, input)
      let refusal = await #expect(throws: InvalidInput.self) { try await desks.act(change, desks.acme.agent) }
      #expect(refusal?.problems.map(\.pointer) == ["/status", "/team", "/assignee", "/fields/colour"])
      #expect(try await desks.ticket(ticket, at: desks.acme).subject == "as it was")
      #expect(try await desks.ticket(ticket, at: desks.acme).version == 1)
    }
  }

  @Test("is all or nothing: a status that the state forbids leaves the subject, and a new requester, alone")
  func allOrNothing() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let before = try await desks.ticket(ticket, at: desks.acme)
      var input = TicketInput()
      input.changes.subject = "changed"
      input.requester = .to(TicketInput.Person(email: EmailAddress("new@customer.example"), name: "New", phone: nil))
      input.status = "Resolved"
      let change = ChangeTicket(ticket, input)
      await #expect(throws: HandoffRefusal.self) { try await desks.act(change, desks.acme.agent) }
      #expect(try await desks.ticket(ticket, at: desks.acme) == before)
      let people = try await desks.hub.read(in: desks.acme.tenant) { try $0.requesters(PageRequest()).items }
      #expect(people.isEmpty)
    }
  }

  @Test("is refused to who has an older version in hand")
  func olderVersion() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      var input = TicketInput()
      input.changes.subject = "first"
      try await desks.act(ChangeTicket(ticket, input, expectedVersion: 1), desks.acme.agent)
      let now = try await desks.ticket(ticket, at: desks.acme).version
      let stale = ChangeTicket(ticket, input, expectedVersion: 1)
      let refusal = await #expect(throws: VersionMismatch.self) { try await desks.act(stale, desks.acme.agent) }
      #expect(refusal?.version == now)
    }
  }

  @Test("a hold goes with a status on hold only")
  func hold() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      var input = TicketInput()
      input.hold = .to(Hold(reason: "parts", until: nil))
      let change = ChangeTicket(ticket, input)
      await #expect(throws: InvalidInput("/hold", "goes with a status on hold", .holdWithoutStatus)) {
        try await desks.act(change, desks.acme.agent)
      }
      input.status = "On hold"
      #expect(try await desks.act(ChangeTicket(ticket, input), desks.acme.agent).ticket.status.category == .onHold)
    }
  }

  @Test("only who wrote a comment edits or retracts it, the admin included")
  func ownComments() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let comment = try await desks.say("mine", on: ticket, at: desks.acme)
      let refusal = CommentRefusal.notYours(author: desks.acme.agent.name)
      await #expect(throws: refusal) {
        try await desks.act(EditComment(comment.id, on: ticket, body: "yours"), desks.acme.admin)
      }
      await #expect(throws: refusal) {
        try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.admin)
      }
      try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.agent)
      await #expect(throws: CommentRefusal.retracted) {
        try await desks.act(EditComment(comment.id, on: ticket, body: "again"), desks.acme.agent)
      }
    }
  }

  @Test("an attachment reaches no further than its comment", arguments: Audience.allCases, Audience.allCases)
  func attachmentReach(_ comment: Audience, _ file: Audience) async throws {
    try await Desks.run(linked: false) { desks, _ in
      let order: [Audience] = [.internal, .partner, .public]
      let ticket = try await desks.open(at: desks.acme)
      let parent = try await desks.say("see the file", comment, on: ticket, at: desks.acme)
      let isWider = order.firstIndex(of: file) ?? 0 > order.firstIndex(of: comment) ?? 0
      if isWider {
        await #expect(throws: InvalidInput.self) {
          try await desks.attach("a.txt", to: ticket, comment: parent.id, audience: file, at: desks.acme)
        }
      } else {
        try await desks.attach("a.txt", to: ticket, comment: parent.id, audience: file, at: desks.acme)
      }
      let kept = try await desks.hub.read(in: desks.acme.tenant) { try $0.attachments(on: ticket).count }
      #expect(kept == (isWider ? 0 : 1))
    }
  }

  @Test("A22 a file goes to no comment of another ticket, nor of another desk")
  func foreignComments() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let other = try await desks.open(at: desks.acme)
      let elsewhere = try await desks.open(at: desks.smith)
      let comments = [
        try await desks.say("here", on: other, at: desks.acme).id,
        try await desks.say("there", on: elsewhere, at: desks.smith).id,
      ]
      for comment in comments {
        await #expect(throws: NotFound()) {
          try await desks.attach("a.txt", to: ticket, comment: comment, at: desks.acme)
        }
      }
    }
  }

  @Test("A22 an offer takes no file of another ticket along")
  func foreignFiles() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let other = try await desks.open(at: desks.acme)
      let file = try await desks.attach("a.txt", to: other, at: desks.acme)
      await #expect(throws: InvalidInput("/attachments/0", "is no file on this ticket", .unknown)) {
        try await desks.act(OfferHandoff(ticket, to: links.upper, files: [file.id]), desks.acme.agent)
      }
    }
  }
}
