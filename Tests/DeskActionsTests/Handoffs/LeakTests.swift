import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("What leaves a desk", .timeLimit(.minutes(10)))
struct LeakTests {
  @Test("A39 no internal comment or file name stands in any message between the three desks, whatever happens")
  func internalStaysInside() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      try await desks.say("canary-acme-before", .internal, on: ticket, at: desks.acme)
      try await desks.attach("canary-acme.png", to: ticket, at: desks.acme)
      try await desks.say("seen by all", on: ticket, at: desks.acme)
      let upper = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.carry()
      try await desks.act(AcceptHandoff(upper), desks.fieldworks.agent)
      let middle = try await desks.handoff(upper, at: desks.fieldworks).ticket
      let note = try await desks.say("canary-middle", .internal, on: middle, at: desks.fieldworks)
      try await desks.attach("canary-middle.txt", to: middle, comment: note.id, at: desks.fieldworks)
      let lower = try await desks.offer(middle, over: links.lower, by: desks.fieldworks)
      try await desks.carry()
      try await desks.act(AcceptHandoff(lower), desks.smith.agent)
      let last = try await desks.handoff(lower, at: desks.smith).ticket
      try await desks.say("canary-smith", .internal, on: last, at: desks.smith)
      try await desks.act(EditComment(note.id, on: middle, body: "canary-edited"), desks.fieldworks.agent)
      try await desks.act(CompleteHandoff(lower, .done), desks.smith.agent)
      try await desks.carry()
      try await desks.act(ReworkHandoff(lower, reason: "once more"), desks.fieldworks.agent)
      try await desks.carry()
      try await desks.act(RetractComment(note.id, on: middle), desks.fieldworks.agent)
      try await desks.act(CompleteHandoff(lower, .done), desks.smith.agent)
      try await desks.carry()
      try await desks.act(CompleteHandoff(upper, .done), desks.fieldworks.agent)
      try await desks.carry()
      try await desks.act(ConfirmHandoff(upper), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.words(lower, at: desks.smith).contains("seen by all"))
      for desk in [desks.acme, desks.fieldworks, desks.smith] {
        #expect(try await !desks.wire(at: desk).contains("canary"), "at \(desk.name)")
      }
      #expect(try await desks.state(lower, at: desks.smith) == .confirmed)
    }
  }

  @Test("A39 why the last desk declined is told to the middle desk, and by no message to the first")
  func declineStaysBetweenTwo() async throws {
    try await Desks.run { desks, links in
      let (_, upper) = try await desks.handedOver(over: links)
      let middle = try await desks.handoff(upper, at: desks.fieldworks).ticket
      let lower = try await desks.offer(middle, over: links.lower, by: desks.fieldworks)
      try await desks.carry()
      try await desks.act(DeclineHandoff(lower, reason: "canary-decline"), desks.smith.agent)
      try await desks.carry()
      #expect(try await desks.handoff(lower, at: desks.fieldworks).reason == "canary-decline")
      #expect(try await !desks.wire(at: desks.acme).contains("canary"))
    }
  }

  @Test("A39 why the first desk recalled is told to the middle desk; the last hears a fixed reason")
  func recallStaysBetweenTwo() async throws {
    try await Desks.run { desks, links in
      let (_, upper, lower) = try await desks.handedOn(over: links)
      try await desks.act(RecallHandoff(upper, reason: "canary-recall"), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.handoff(upper, at: desks.fieldworks).reason == "canary-recall")
      #expect(try await desks.handoff(lower, at: desks.smith).reason == "recalled upstream")
      #expect(try await !desks.wire(at: desks.smith).contains("canary"))
    }
  }

  @Test("A39 why the middle desk recalled from the last stands in no message to the first")
  func middleRecall() async throws {
    try await Desks.run { desks, links in
      let (_, _, lower) = try await desks.handedOn(over: links)
      try await desks.act(RecallHandoff(lower, reason: "canary-middle"), desks.fieldworks.agent)
      try await desks.carry()
      #expect(try await desks.state(lower, at: desks.smith) == .recalled)
      #expect(try await !desks.wire(at: desks.acme).contains("canary"))
    }
  }

  @Test("A39 files that partners may see go with an offer, internal ones only where somebody chose them")
  func chosenFiles() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let chosen = try await desks.attach("chosen.txt", to: ticket, at: desks.acme)
      try await desks.attach("canary.txt", to: ticket, at: desks.acme)
      let preview = try await desks.act(
        PreviewHandoff(OfferHandoff(ticket, to: links.upper, files: [chosen.id])), desks.acme.agent)
      #expect(preview.files.map(\.name) == ["chosen.txt"])
      #expect(try await desks.deliveries(at: desks.acme, .out, .waiting) == [])
      let plain = try await desks.act(PreviewHandoff(OfferHandoff(ticket, to: links.upper)), desks.acme.agent)
      #expect(plain.files.isEmpty)
    }
  }

  @Test("A40 a retraction takes the words back at every desk that they reached, and from every search")
  func retraction() async throws {
    try await Desks.run { desks, links in
      let (ticket, upper, lower) = try await desks.handedOn(over: links)
      let comment = try await desks.say("regrettable", on: ticket, at: desks.acme)
      try await desks.carry()
      #expect(try await desks.words(lower, at: desks.smith) == ["regrettable"])
      #expect(try await desks.found("regrettable", at: desks.smith) == 1)
      try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.words(upper, at: desks.acme) == [""])
      for (desk, handoff) in [(desks.fieldworks, upper), (desks.smith, lower)] {
        #expect(try await desks.words(handoff, at: desk) == [""])
        #expect(try await desks.found("regrettable", at: desk) == 0)
      }
    }
  }

  @Test("A40 a partner can neither edit nor retract what this desk wrote, nor send old words again")
  func privacyIsOurs() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let comment = try await desks.say("ours", on: ticket, at: desks.acme)
      try await desks.carry()
      let middle = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      let theirs = try await desks.hub.read(in: desks.fieldworks.tenant) { tx in
        try tx.comments(on: middle, PageRequest()).items[0]
      }
      await #expect(throws: CommentRefusal.self) {
        try await desks.act(RetractComment(theirs.id, on: middle), desks.fieldworks.agent)
      }
      let sent = try await desks.deliveries(at: desks.acme, .out).last { $0.kind == .comment }
      try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.agent)
      try await desks.carry()
      let again = try #require(sent)
      #expect(
        try await desks.hand(again.wireBytes, from: desks.acme, to: desks.fieldworks) == Acknowledgement(.duplicate))
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [""])
    }
  }
}

extension Desks {
  fileprivate func found(_ word: String, at desk: TestDesk) async throws -> Int {
    var query = TicketQuery()
    query.text = word
    return try await hub.read(in: desk.tenant) { [query] in try $0.tickets(query, PageRequest()).items.count }
  }
}
