import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Ending a partnership", .timeLimit(.minutes(10)))
struct EndingTests {
  @Test("A49 what was not sent is cancelled, visibly, and never arrives")
  func cancelsUnsent() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("never sent", on: ticket, at: desks.acme)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      try await desks.carry()
      #expect(try await desks.deliveries(at: desks.acme, .out, .cancelled).map(\.kind) == [.comment])
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await !desks.wire(at: desks.fieldworks).contains("never sent"))
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.state(handoff, at: desk) == .recalled)
        #expect(try await desks.partnership(links.upper, at: desk).state == .ended)
      }
    }
  }

  @Test("A49 nothing leaves for the former partner afterwards: no comment, no retraction, no offer")
  func nothingAfterwards() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let comment = try await desks.say("hello", on: ticket, at: desks.acme)
      try await desks.carry()
      try await desks.act(EndPartnership(links.upper, keepsCopies: true), desks.acme.admin)
      try await desks.carry()
      let before = try await desks.deliveries(at: desks.acme, .out).count
      try await desks.say("late", on: ticket, at: desks.acme)
      try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.agent)
      await #expect(throws: HandoffRefusal.partnershipNotActive(.ended)) {
        _ = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      }
      #expect(try await desks.deliveries(at: desks.acme, .out).count == before)
    }
  }

  @Test(
    "A49 an offer that the partner never heard of is withdrawn, and leaves nothing there", arguments: [true, false])
  func unheardOffer(_ byDelegator: Bool) async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let handoff = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      let who = byDelegator ? desks.acme : desks.fieldworks
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), who.admin)
      if byDelegator {
        // The handoff's last word may well arrive before the partnership's.
        let end = try #require(try await desks.unsent(handoff, from: desks.acme).last)
        let answer = try await desks.hand(end.wireBytes, from: desks.acme, to: desks.fieldworks)
        #expect(answer.outcome == .applied)
      }
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .withdrawn)
      let there = try await desks.hub.read(in: desks.fieldworks.tenant) { try $0.handoff(handoff) }
      #expect(there.map { $0.state.isOpen } != true)
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.deliveries(at: desk, nil, .parked) == [])
        #expect(try await desks.deliveries(at: desk, nil, .waiting) == [])
      }
    }
  }

  @Test("gives up what came of an offer that never did: it waits for nothing any more", arguments: [true, false])
  func unheardWithdrawal(_ byDelegator: Bool) async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let handoff = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.act(WithdrawHandoff(handoff), desks.acme.agent)
      let withdrawal = try #require(try await desks.unsent(handoff, from: desks.acme).last)
      let kept = try await desks.hand(withdrawal.wireBytes, from: desks.acme, to: desks.fieldworks)
      #expect(kept == Acknowledgement(.kept, needs: Place(epoch: 1, seq: 1)))
      let who = byDelegator ? desks.acme : desks.fieldworks
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), who.admin)
      if byDelegator {
        let ended = try #require(try await desks.deliveries(at: desks.acme, .out, .waiting).first { $0.kind == .ended })
        _ = try await desks.hand(ended.wireBytes, from: desks.acme, to: desks.fieldworks)
      }
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).map(\.state) == [.dropped, .dropped])
      try await desks.carry()
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.deliveries(at: desk, nil, .waiting) == [])
      }
    }
  }

  @Test("by the middle desk recalls what is below and gives back what is above")
  func byTheMiddle() async throws {
    try await Desks.run { desks, links in
      let (_, upper, lower) = try await desks.handedOn(over: links)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.fieldworks.admin)
      try await desks.carry()
      #expect(try await desks.state(upper, at: desks.acme) == .returned)
      #expect(try await desks.state(lower, at: desks.fieldworks) == .recalled)
      #expect(try await desks.state(lower, at: desks.smith) == .recalled)
      #expect(try await desks.partnership(links.lower, at: desks.smith).state == .active)
    }
  }

  @Test("leaves the delegate's copy open where it is to be kept")
  func keepsCopies() async throws {
    try await Desks.run { desks, links in
      let (_, handoff) = try await desks.handedOver(over: links)
      try await desks.act(EndPartnership(links.upper, keepsCopies: true), desks.fieldworks.admin)
      try await desks.carry()
      let copy = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      #expect(try await !desks.category(of: copy, at: desks.fieldworks).isEnded)
      #expect(try await desks.timeline(copy, at: desks.fieldworks).contains(.unlinked))
      #expect(try await desks.state(handoff, at: desks.acme) == .returned)
    }
  }

  @Test("by both at once leaves both with the same end")
  func byBoth() async throws {
    try await Desks.run { desks, links in
      let (_, handoff) = try await desks.handedOver(over: links)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.fieldworks.admin)
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .recalled)
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
    }
  }
}
