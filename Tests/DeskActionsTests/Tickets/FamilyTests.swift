import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Merging, splitting and parting tickets", .timeLimit(.minutes(10)))
struct FamilyTests {
  @Test("a survivor takes over words and files, internally, with author and time, each marked; nothing leaves")
  func merges() async throws {
    try await Desks.run { desks, links in
      let (survivor, handoff) = try await desks.handedOver(over: links)
      let double = try await desks.opened("The same till", "It is dead, CANARY.", at: desks.acme)
      let said = try await desks.say("CANARY seen", .public, on: double, at: desks.acme)
      let taken = try await desks.say("CANARY taken back", on: double, at: desks.acme)
      try await desks.act(RetractComment(taken.id, on: double), desks.acme.agent)
      try await desks.attach("CANARY.txt", to: double, comment: said.id, at: desks.acme)
      desks.clock.pass(seconds: 60)
      let kept = try await desks.act(MergeTicket(double, into: survivor), desks.acme.agent)
      #expect(kept.ticket.id == survivor && kept.family.merged == [2])
      let (comments, files) = try await desks.conversation(survivor, at: desks.acme)
      #expect(comments.map(\.body) == ["It is dead, CANARY.", "CANARY seen"])
      #expect(comments.allSatisfy { $0.audience == .internal && $0.mergedFrom == 2 && $0.author.agent != nil })
      #expect(comments.last?.createdAt == said.createdAt && comments.last?.author == said.author)
      #expect(files.map(\.comment) == [comments.last?.id] && files.first?.audience == .internal)
      #expect(files.first?.mergedFrom == 2)
      try await desks.carry()
      #expect(try await !desks.wire(at: desks.acme).contains("CANARY"))
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await desks.timeline(survivor, at: desks.acme).suffix(1) == [.absorbed])
      #expect(try await desks.timeline(double, at: desks.acme).suffix(2) == [.status, .merged])
    }
  }

  @Test("nothing is written on a ticket that was merged away; opening it again undoes the merge, and doubles nothing")
  func mergedAway() async throws {
    try await Desks.run { desks, links in
      let (agent, acme) = (desks.acme.agent, desks.acme)
      let survivor = try await desks.open(at: acme)
      let double = try await desks.opened("The same", "dead", at: acme)
      let said = try await desks.say("mine", on: double, at: acme)
      try await desks.act(MergeTicket(double, into: survivor), agent)
      let away = FamilyRefusal.mergedAway(2, into: 1)
      await #expect(throws: away) { try await desks.act(WriteComment(double, body: "x"), acme.light) }
      await #expect(throws: away) { try await desks.act(EditComment(said.id, on: double, body: "x"), agent) }
      await #expect(throws: away) { try await desks.attach("x", to: double, at: acme) }
      await #expect(throws: away) { try await desks.act(SplitTicket(double, .titled("x"), comments: []), agent) }
      await #expect(throws: away) { try await desks.act(OpenChild(of: double, .titled("x")), agent) }
      await #expect(throws: away) { try await desks.act(ChangeTicket(double, .titled("x")), agent) }
      await #expect(throws: HandoffRefusal.tied(away)) { try await desks.offer(double, over: links.upper, by: acme) }
      let reopened = try await desks.act(ChangeTicket(double, .status("In progress")), agent)
      #expect(reopened.family == Family() && reopened.ticket.resolution == nil)
      #expect(try await desks.timeline(survivor, at: acme).suffix(2) == [.absorbed, .unmerged])
      #expect(try await desks.timeline(double, at: acme).suffix(2) == [.status, .unmerged])
      try await desks.act(MergeTicket(double, into: survivor), agent)
      #expect(try await desks.conversation(survivor, at: acme).comments.map(\.body) == ["dead", "mine"])
    }
  }

  @Test("a merge takes the open children along; what is not there, or is another desk's, is not found")
  func mergesParents() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (agent, acme) = (desks.acme.agent, desks.acme)
      let (survivor, double) = (try await desks.open(at: acme), try await desks.open(at: acme))
      let child = try await desks.act(OpenChild(of: double, .titled("a part")), agent).ticket.id
      let kept = try await desks.act(MergeTicket(double, into: survivor), agent)
      #expect(kept.family.children.map(\.ticket.id) == [child])
      #expect(try await desks.ticket(child, at: acme).ties.parent == survivor)
      #expect(try await desks.timeline(child, at: acme).suffix(1) == [.changed])
      let foreign = try await desks.open(at: desks.smith)
      await #expect(throws: NotFound()) { try await desks.act(MergeTicket(survivor, into: foreign), agent) }
      await #expect(throws: NotFound()) { try await desks.act(MergeTicket(foreign, into: survivor), agent) }
      await #expect(throws: FamilyRefusal.mergedIntoItself) {
        try await desks.act(MergeTicket(survivor, into: survivor), agent)
      }
    }
  }

  @Test("a split takes the chosen words and their files along, for whom they were, and no handoff")
  func splits() async throws {
    try await Desks.run { desks, links in
      let (agent, acme) = (desks.acme.agent, desks.acme)
      let (ticket, _) = try await desks.handedOver(over: links)
      let first = try await desks.say("the till", on: ticket, at: acme)
      let second = try await desks.say("and the lamp", on: ticket, at: acme)
      let taken = try await desks.say("never mind", on: ticket, at: acme)
      try await desks.act(RetractComment(taken.id, on: ticket), agent)
      try await desks.attach("lamp.txt", to: ticket, comment: second.id, at: acme)
      try await desks.attach("till.txt", to: ticket, comment: first.id, at: acme)
      let split = SplitTicket(ticket, .titled("The lamp"), comments: [second.id, taken.id, second.id])
      let part = try await desks.act(split, agent)
      #expect(part.family.source?.id == ticket && part.legs.isEmpty && part.isHolder)
      let (comments, files) = try await desks.conversation(part.ticket.id, at: acme)
      #expect(comments.map(\.body) == ["and the lamp"] && comments.first?.audience == .partner)
      #expect(comments.first?.createdAt == second.createdAt && comments.first?.author == second.author)
      #expect(comments.first?.id != second.id && comments.first?.event != second.event)
      #expect(files.map(\.name) == ["lamp.txt"] && files.first?.comment == comments.first?.id)
      #expect(try await desks.timeline(ticket, at: acme).last == .split)
      let own = try await desks.offer(part.ticket.id, over: links.upper, by: acme)
      try await desks.carry()
      #expect(try await desks.words(own, at: desks.fieldworks) == ["and the lamp"])
      let foreign = SplitTicket(part.ticket.id, .titled("x"), comments: [first.id])
      await #expect(throws: NotFound()) { try await desks.act(foreign, agent) }
    }
  }

  @Test("A22 who names a comment that is not on the ticket leaves a line in the audit log; who names none does not")
  func foreignReferences() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (ticket, other) = (try await desks.open(at: desks.acme), try await desks.open(at: desks.smith))
      let own = try await desks.say("ours", on: ticket, at: desks.acme)
      let theirs = try await desks.say("theirs", on: other, at: desks.smith)
      for comments in [[], [own.id]] {
        try await desks.act(NoteForeignReference(on: ticket, comments: comments), desks.acme.agent)
      }
      try await desks.act(NoteForeignReference(on: other, comments: [own.id]), desks.acme.agent)
      try await desks.act(NoteForeignReference(on: ticket, comments: [own.id, theirs.id]), desks.acme.agent)
      let lines = try await desks.hub.read(in: desks.acme.tenant) { try $0.audit(before: nil, limit: 50) }
        .filter { $0.action == "reference.refuse" }
      #expect(lines.map(\.subject) == [ticket.description])
      #expect(lines.first?.facts == [.comment(theirs.id), .count(1)])
    }
  }

  @Test(
    "a child has its parent's requester, team, type and priority unless said, and each goes to a partner of its own")
  func children() async throws {
    try await Desks.run { desks, links in
      let (agent, works) = (desks.fieldworks.agent, desks.fieldworks)
      var input = TicketInput.titled("Refit the shop")
      input.requester = .to(TicketInput.Person(email: EmailAddress("r@shop.example"), name: "Rita", phone: nil))
      input.changes.priority = .high
      input.changes.type = .change
      let parent = try await desks.act(OpenTicket(input), agent).ticket
      let first = try await desks.act(OpenChild(of: parent.id, .titled("Cables")), agent).ticket
      var other = TicketInput.titled("Paint")
      other.changes.priority = .low
      other.requester = .cleared
      let second = try await desks.act(OpenChild(of: parent.id, other), agent).ticket
      #expect(first.requester == parent.requester && first.priority == .high && first.type == .change)
      #expect(second.requester == nil && second.priority == .low)
      try await desks.offerAndAccept(first.id, over: links.lower, by: works, at: desks.smith)
      try await desks.offerAndAccept(second.id, over: links.upper, by: works, at: desks.acme)
      let family = try await desks.family(of: parent.id, at: works)
      #expect(family.children.map(\.partner) == ["Smith", "Acme"])
      let end = ChangeTicket(parent.id, .status("Resolved"))
      await #expect(
        throws: HandoffRefusal.tied(.childrenOpen(move: "set “Resolved”", children: [first.number, second.number]))
      ) { try await desks.act(end, agent) }
      await #expect(throws: FamilyRefusal.isChild(of: parent.number)) {
        try await desks.act(OpenChild(of: first.id, .titled("x")), agent)
      }
      #expect(try await desks.timeline(parent.id, at: works) == [.opened, .adopted, .adopted])
    }
  }
}

extension TicketInput {
  static func titled(_ subject: String) -> TicketInput {
    var input = TicketInput()
    input.changes.subject = subject
    return input
  }

  static func status(_ name: String) -> TicketInput {
    var input = TicketInput()
    input.status = name
    return input
  }
}

extension Desks {
  fileprivate func opened(_ subject: String, _ description: String, at desk: TestDesk) async throws -> TicketID {
    var input = TicketInput.titled(subject)
    input.changes.description = description
    return try await act(OpenTicket(input), desk.agent).ticket.id
  }

  fileprivate func conversation(
    _ ticket: TicketID, at desk: TestDesk
  ) async throws -> (comments: [Ticketing.Comment], files: [Ticketing.Attachment]) {
    try await hub.read(in: desk.tenant) {
      (try $0.comments(on: ticket, PageRequest(limit: 200)).items, try $0.attachments(on: ticket))
    }
  }

  fileprivate func family(of id: TicketID, at desk: TestDesk) async throws -> Family {
    let ticket = try await ticket(id, at: desk)
    return try await hub.read(in: desk.tenant) { try $0.families(of: [ticket])[id] ?? Family() }
  }

  fileprivate func offerAndAccept(
    _ ticket: TicketID, over partnership: PartnershipID, by desk: TestDesk, at partner: TestDesk
  ) async throws {
    let handoff = try await offer(ticket, over: partnership, by: desk)
    try await carry()
    try await act(AcceptHandoff(handoff), partner.agent)
    try await carry()
  }
}
