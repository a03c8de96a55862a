import DeskActions
import Federation
import SQLStorage
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("A message that never comes", .timeLimit(.minutes(10)))
struct GapTests {
  @Test("has a place of its own among the deliveries; who drops it lets what waits behind it apply, in order and once")
  func dropsThePlace() async throws {
    try await Desks.run { desks, links in
      let gap = try await desks.gap(["lost", "lost too", "two", "three"], losing: 2, over: links)
      let missing = try await desks.missing(gap.handoff)
      #expect(missing.map(\.seq) == [gap.lost[0].seq] && missing.first?.ticket == gap.theirs)
      let dropped = try await desks.act(DropDelivery(missing[0].id), desks.fieldworks.agent)
      #expect(dropped.state == .dropped)
      #expect(try await desks.words(gap.handoff, at: desks.fieldworks) == ["two", "three"])
      #expect(try await desks.inbox(gap.handoff, at: desks.fieldworks).allSatisfy { $0.state != .waiting })
      #expect(try await desks.timeline(gap.theirs, at: desks.fieldworks).contains(.dropped))
      let audit = try await desks.hub.read(in: desks.fieldworks.tenant) { try $0.audit(before: nil, limit: 1) }
      #expect(audit.first?.action == "delivery.drop" && audit.first?.facts == [.isMissing(true)])
      for late in gap.lost {
        let answer = try await desks.hand(late.wireBytes, from: desks.acme, to: desks.fieldworks)
        #expect(answer == Acknowledgement(.duplicate))
      }
      try await desks.say("and on", on: gap.ours, at: desks.acme)
      try await desks.carry()
      #expect(try await desks.words(gap.handoff, at: desks.fieldworks) == ["two", "three", "and on"])
    }
  }

  @Test("is given up with a message that waits for it and is dropped; what is behind that goes on")
  func dropsWhatWaits() async throws {
    try await Desks.run { desks, links in
      let gap = try await desks.gap(["lost", "two", "three"], losing: 1, over: links)
      let waiting = try await desks.inbox(gap.handoff, at: desks.fieldworks).filter { $0.state == .waiting }
      #expect(waiting.count == 2)
      #expect(try await desks.act(DropDelivery(waiting[0].id), desks.fieldworks.agent).state == .dropped)
      #expect(try await desks.words(gap.handoff, at: desks.fieldworks) == ["three"])
      #expect(try await desks.missing(gap.handoff) == [])
    }
  }

  @Test("takes its place when it comes after all, and is applied once")
  func comesAfterAll() async throws {
    try await Desks.run { desks, links in
      let gap = try await desks.gap(["late", "two"], losing: 1, over: links)
      let place = try await desks.missing(gap.handoff)[0]
      let answer = try await desks.hand(gap.lost[0].wireBytes, from: desks.acme, to: desks.fieldworks)
      #expect(answer == Acknowledgement(.applied))
      #expect(try await desks.words(gap.handoff, at: desks.fieldworks) == ["late", "two"])
      let kept = try #require(
        try await desks.inbox(gap.handoff, at: desks.fieldworks).first { $0.id == place.id })
      #expect(kept.state == .done && kept.kind == .comment && kept.wireBytes == gap.lost[0].wireBytes)
      await #expect(throws: DeliveryRefusal(state: .done)) {
        try await desks.act(DropDelivery(place.id), desks.fieldworks.agent)
      }
    }
  }

  @Test("is given up when the partnership ends: what came behind it is heard first, and nothing waits any more")
  func givenUpAtTheEnd() async throws {
    try await Desks.run { desks, links in
      let gap = try await desks.gap(["lost", "two"], losing: 1, over: links)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      try await desks.carry()
      #expect(try await desks.state(gap.handoff, at: desks.fieldworks) == .recalled)
      #expect(try await desks.words(gap.handoff, at: desks.fieldworks) == ["two"])
      let states = try await desks.inbox(gap.handoff, at: desks.fieldworks).map(\.state)
      #expect(!states.contains(.waiting) && !states.contains(.missing))
    }
  }

  @Test("does not let anything past what is parked before it")
  func behindWhatIsParked() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      for word in ["spoilt", "lost", "three"] { try await desks.say(word, on: ticket, at: desks.acme) }
      let sent = try await desks.unsent(handoff, from: desks.acme)
      let impossible = try Envelope(wireBytes: sent[0].wireBytes).impossible.wireBytes()
      _ = try await desks.hand(impossible, from: desks.acme, to: desks.fieldworks)
      _ = try await desks.hand(sent[2].wireBytes, from: desks.acme, to: desks.fieldworks)
      try await desks.act(DropDelivery(try await desks.missing(handoff)[0].id), desks.fieldworks.agent)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      let parked = try await desks.deliveries(at: desks.fieldworks, .in, .parked)[0]
      try await desks.act(DropDelivery(parked.id), desks.fieldworks.agent)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["three"])
    }
  }

  @Test("and was the offer leaves what follows it without a ticket: parked, to be dropped as well")
  func lostOffer() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let handoff = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.say("about nothing", on: ticket, at: desks.acme)
      let sent = try await desks.unsent(handoff, from: desks.acme)
      _ = try await desks.hand(sent[1].wireBytes, from: desks.acme, to: desks.fieldworks)
      try await desks.act(DropDelivery(try await desks.missing(handoff)[0].id), desks.fieldworks.agent)
      let parked = try await desks.deliveries(at: desks.fieldworks, .in, .parked)
      #expect(parked.map(\.reason) == [.impossible])
      #expect(try await desks.act(DropDelivery(parked[0].id), desks.fieldworks.agent).state == .dropped)
    }
  }

  @Test("what waits on its way out, or is done, is not dropped")
  func refuses() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("on its way", on: ticket, at: desks.acme)
      let waiting = try await desks.unsent(handoff, from: desks.acme)[0]
      await #expect(throws: DeliveryRefusal(state: .waiting)) {
        try await desks.act(DropDelivery(waiting.id), desks.acme.agent)
      }
    }
  }
}

extension Desks {
  fileprivate struct Gap {
    let ours: TicketID
    let theirs: TicketID
    let handoff: HandoffID
    let lost: [Delivery]
  }

  /// Acme says things, of which the first never reach Fieldworks and cannot be sent again.
  fileprivate func gap(_ words: [String], losing count: Int, over links: Links) async throws -> Gap {
    let (ticket, handoff) = try await handedOver(over: links)
    for word in words { try await say(word, on: ticket, at: acme) }
    let lost = Array(try await unsent(handoff, from: acme).prefix(count))
    try await hub.write(in: acme.tenant) { tx in
      for delivery in lost {
        var cancelled = delivery
        cancelled.state = .cancelled
        try tx.update(cancelled)
      }
    }
    try await carry()
    return Gap(
      ours: ticket, theirs: try await self.handoff(handoff, at: fieldworks).ticket, handoff: handoff, lost: lost)
  }

  fileprivate func missing(_ handoff: HandoffID) async throws -> [Delivery] {
    try await inbox(handoff, at: fieldworks).filter { $0.state == .missing }
  }
}
