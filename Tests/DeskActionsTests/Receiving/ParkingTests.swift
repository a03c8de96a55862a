import DeskActions
import Federation
import SQLStorage
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("What cannot be applied", .timeLimit(.minutes(10)))
struct ParkingTests {
  @Test("unreadable bytes are refused, and park at the sender until somebody drops them")
  func unreadable() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("lost", on: ticket, at: desks.acme)
      try await desks.say("kept", on: ticket, at: desks.acme)
      let first = try await desks.unsent(handoff, from: desks.acme)[0]
      try await desks.spoil(first, at: desks.acme)
      try await desks.carry()
      let parked = try await desks.deliveries(at: desks.acme, .out, .parked)
      #expect(parked.map(\.id) == [first.id])
      #expect(parked.map(\.reason) == [.unreadable])
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
    }
  }

  @Test("what is parked at the sender goes out when it is retried")
  func retriesOut() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("one", on: ticket, at: desks.acme)
      try await desks.say("two", on: ticket, at: desks.acme)
      let parked = try await desks.park(try await desks.unsent(handoff, from: desks.acme)[0], at: desks.acme)
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await desks.act(RetryDelivery(parked), desks.acme.agent).state == .waiting)
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["one", "two"])
      await #expect(throws: DeliveryRefusal.self) {
        try await desks.act(RetryDelivery(parked), desks.acme.agent)
      }
    }
  }

  @Test("all that is parked over a partnership is tried again in one go")
  func retriesAll() async throws {
    try await Desks.run { desks, links in
      let first = try await desks.handedOver(over: links)
      let second = try await desks.handedOver(over: links)
      for (word, each) in [("one", first), ("two", second)] {
        try await desks.say(word, on: each.ticket, at: desks.acme)
        _ = try await desks.park(try await desks.unsent(each.handoff, from: desks.acme)[0], at: desks.acme)
      }
      #expect(try await desks.act(RetryDeliveries(over: links.upper), desks.acme.agent) == 2)
      try await desks.carry()
      #expect(try await desks.words(first.handoff, at: desks.fieldworks) == ["one"])
      #expect(try await desks.words(second.handoff, at: desks.fieldworks) == ["two"])
      #expect(try await desks.act(RetryDeliveries(over: links.upper), desks.acme.agent) == 0)
    }
  }

  @Test("what is dropped at the sender leaves a tombstone, both timelines say so, and what stood behind it goes on")
  func dropsOut() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("secret after all", on: ticket, at: desks.acme)
      try await desks.say("two", on: ticket, at: desks.acme)
      let parked = try await desks.park(try await desks.unsent(handoff, from: desks.acme)[0], at: desks.acme)
      try await desks.act(DropDelivery(parked), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["two"])
      #expect(try await desks.timeline(ticket, at: desks.acme).contains(.dropped))
      let theirs = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      #expect(try await desks.timeline(theirs, at: desks.fieldworks).contains(.dropped))
      #expect(try await !desks.wire(at: desks.fieldworks).contains("secret after all"))
      #expect(try await !desks.wire(at: desks.acme).contains("secret after all"))
    }
  }

  @Test("what is parked at the receiver is shown, holds its own lane, and no other")
  func holdsItsLane() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let (other, otherHandoff) = try await desks.handedOver(over: links)
      let parked = try await desks.parkInbound(on: ticket, handoff)
      try await desks.say("behind", on: ticket, at: desks.acme)
      try await desks.say("elsewhere", on: other, at: desks.acme)
      try await desks.carry()
      #expect(parked.reason == .impossible)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).last?.reason == .behind)
      #expect(try await desks.words(otherHandoff, at: desks.fieldworks) == ["elsewhere"])
      let theirs = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      #expect(try await desks.timeline(theirs, at: desks.fieldworks).contains(.parked))
      await #expect(throws: Never.self) { try await desks.act(RetryDelivery(parked.id), desks.fieldworks.agent) }
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
    }
  }

  @Test("a message that goes the wrong way is parked, and stands in the timeline of its ticket")
  func wrongWay() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let parked = try await desks.parkInbound(on: ticket, handoff) { $0.turnedRound }
      let theirs = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      #expect(parked.reason == .impossible)
      #expect(parked.ticket == theirs)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await desks.timeline(theirs, at: desks.fieldworks).contains(.parked))
    }
  }

  @Test("what is dropped at the receiver is passed over: what waited behind it is applied, and the timeline says so")
  func dropsIn() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let parked = try await desks.parkInbound(on: ticket, handoff)
      try await desks.say("behind", on: ticket, at: desks.acme)
      try await desks.carry()
      #expect(try await desks.act(DropDelivery(parked.id), desks.fieldworks.agent).state == .dropped)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["behind"])
      let theirs = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      #expect(try await desks.timeline(theirs, at: desks.fieldworks).contains(.dropped))
      try await desks.say("and on", on: ticket, at: desks.acme)
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["behind", "and on"])
    }
  }

  @Test("a recall overtakes what is parked, and what waits between them still arrives afterwards")
  func recallOvertakes() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let parked = try await desks.parkInbound(on: ticket, handoff)
      try await desks.say("between", on: ticket, at: desks.acme)
      try await desks.act(RecallHandoff(handoff, reason: "not yours"), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      try await desks.act(DropDelivery(parked.id), desks.fieldworks.agent)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["between"])
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
    }
  }

  @Test("a recall does not overtake what is missing; an end does")
  func endOvertakesAGap() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("missing", on: ticket, at: desks.acme)
      let missing = try await desks.unsent(handoff, from: desks.acme)[0]
      let next = try Envelope(wireBytes: missing.wireBytes)
      let recall = try next.placed(at: missing.seq + 1, .recall(Reason("no"))).wireBytes()
      let answer = try await desks.hand(recall, from: desks.acme, to: desks.fieldworks)
      #expect(answer == Acknowledgement(.kept, needs: Place(epoch: 1, seq: missing.seq)))
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .accepted)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      let end = try #require(try await desks.unsent(handoff, from: desks.acme).last)
      #expect(try await desks.hand(end.wireBytes, from: desks.acme, to: desks.fieldworks).outcome == .applied)
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
    }
  }

  @Test("an end overtakes what is parked and what is missing; once the parked one is dropped, nothing waits any more")
  func endOvertakesBoth() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let parked = try await desks.parkInbound(on: ticket, handoff)
      for word in ["between", "missing", "later"] { try await desks.say(word, on: ticket, at: desks.acme) }
      let said = try await desks.unsent(handoff, from: desks.acme)
      try #require(said.count == 3)
      try await desks.act(EndPartnership(links.upper, keepsCopies: false), desks.acme.admin)
      let end = try #require(try await desks.unsent(handoff, from: desks.acme).last)
      for message in [said[0], said[2], end] {
        _ = try await desks.hand(message.wireBytes, from: desks.acme, to: desks.fieldworks)
      }
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      try await desks.act(DropDelivery(parked.id), desks.fieldworks.agent)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["between", "later"])
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).filter { $0.state == .waiting }.isEmpty)
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .recalled)
    }
  }

  @Test(
    "a message that has passed more than eight desks parks, an offer as well",
    arguments: [Message.Kind.comment, .offer])
  func tooManyHops(_ kind: Message.Kind) async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let handoff = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      if kind == .comment {
        try await desks.carry()
        try await desks.say("round and round", on: ticket, at: desks.acme)
      }
      let message = try await desks.unsent(handoff, from: desks.acme)[0]
      let tired = try Envelope(wireBytes: message.wireBytes).passed(hops: 9).wireBytes()
      let answer = try await desks.hand(tired, from: desks.acme, to: desks.fieldworks)
      #expect(message.kind == kind)
      #expect(answer.outcome == .parked(.tooManyHops))
    }
  }
}

extension Desks {
  /// Sends Fieldworks what it cannot apply; returns what parked there.
  fileprivate func parkInbound(
    on ticket: TicketID, _ handoff: HandoffID, spoilt: (Envelope) -> Envelope = { $0.impossible }
  ) async throws -> Delivery {
    try await say("to be replaced", on: ticket, at: acme)
    let message = try await unsent(handoff, from: acme)[0]
    try await replace(message, at: acme, by: try spoilt(Envelope(wireBytes: message.wireBytes)).wireBytes())
    try await carry()
    return try await deliveries(at: fieldworks, .in, .parked)[0]
  }

  fileprivate func park(_ delivery: Delivery, at desk: TestDesk) async throws -> DeliveryID {
    var parked = delivery
    parked.state = .parked
    parked.reason = .spent
    try await hub.write(in: desk.tenant) { [parked] in try $0.update(parked) }
    return delivery.id
  }

  fileprivate func spoil(_ delivery: Delivery, at desk: TestDesk) async throws {
    try await replace(delivery, at: desk, by: Array("{\"seq\":".utf8))
  }

  private func replace(_ delivery: Delivery, at desk: TestDesk, by bytes: [UInt8]) async throws {
    let replaced = Delivery(
      id: delivery.id, direction: delivery.direction, partnership: delivery.partnership, lane: delivery.lane,
      ticket: delivery.ticket, epoch: delivery.epoch, seq: delivery.seq, event: delivery.event, kind: delivery.kind,
      state: delivery.state, createdAt: delivery.createdAt, wireBytes: bytes)
    try await hub.write(in: desk.tenant) { try $0.update(replaced) }
  }
}
