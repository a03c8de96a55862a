import DeskActions
import Federation
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("Suspending a partnership", .timeLimit(.minutes(10)))
struct SuspendingTests {
  @Test("refuses offers and acceptances at both desks", arguments: [true, false])
  func refuses(_ byInviter: Bool) async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let offered = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.carry()
      let who = byInviter ? desks.acme : desks.fieldworks
      try await desks.act(SuspendPartnership(links.upper), who.admin)
      try await desks.carry()
      let another = try await desks.open(at: desks.acme)
      await #expect(throws: HandoffRefusal.partnershipNotActive(.suspended)) {
        _ = try await desks.offer(another, over: links.upper, by: desks.acme)
      }
      await #expect(throws: HandoffRefusal.partnershipNotActive(.suspended)) {
        try await desks.act(AcceptHandoff(offered), desks.fieldworks.agent)
      }
    }
  }

  @Test("holds other moves back, and sends them in order once both desks have resumed")
  func holdsAndResumes() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.act(SuspendPartnership(links.upper), desks.acme.admin)
      try await desks.carry()
      try await desks.act(SuspendPartnership(links.upper), desks.fieldworks.admin)
      try await desks.carry()
      try await desks.say("one", on: ticket, at: desks.acme)
      try await desks.say("two", on: ticket, at: desks.acme)
      try await desks.act(RecallHandoff(handoff, reason: "back to us"), desks.acme.agent)
      try await desks.act(ResumePartnership(links.upper), desks.acme.admin)
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .recalled)
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .accepted)
      #expect(try await desks.unsent(handoff, from: desks.acme).count == 3)
      try await desks.act(ResumePartnership(links.upper), desks.fieldworks.admin)
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["one", "two"])
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
    }
  }

  @Test("goes no further than its partnership")
  func staysWithin() async throws {
    try await Desks.run { desks, links in
      let (_, upper, lower) = try await desks.handedOn(over: links)
      try await desks.act(SuspendPartnership(links.upper), desks.acme.admin)
      try await desks.carry()
      let middle = try await desks.handoff(upper, at: desks.fieldworks).ticket
      try await desks.say("go on", on: middle, at: desks.fieldworks)
      try await desks.carry()
      #expect(try await desks.words(lower, at: desks.smith) == ["go on"])
      #expect(try await desks.words(upper, at: desks.acme) == [])
    }
  }

  @Test("a suspension that crosses the end of the partnership holds none of its last words back")
  func crossesAnEnd() async throws {
    try await Desks.run { desks, links in
      let (_, handoff) = try await desks.handedOver(over: links)
      try await desks.act(SuspendPartnership(links.upper), desks.fieldworks.admin)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      let suspension = try await desks.deliveries(at: desks.fieldworks, .out, .waiting)[0]
      _ = try await desks.hand(suspension.wireBytes, from: desks.fieldworks, to: desks.acme)
      try await desks.carry()
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.state(handoff, at: desk) == .recalled)
        #expect(try await desks.partnership(links.upper, at: desk).state == .ended)
      }
    }
  }
}
