import DeskActions
import Federation
import SQLStorage
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("Receiving a partner's messages", .timeLimit(.minutes(10)))
struct OrderTests {
  @Test("A43 a message that comes twice has one effect, whether it was applied or only kept")
  func twice() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("one", on: ticket, at: desks.acme)
      try await desks.say("two", on: ticket, at: desks.acme)
      let sent = try await desks.unsent(handoff, from: desks.acme)
      let (first, second) = (sent[0], sent[1])
      for _ in 0..<2 {
        let answer = try await desks.hand(second.wireBytes, from: desks.acme, to: desks.fieldworks)
        #expect(answer == Acknowledgement(.kept, needs: Place(epoch: 1, seq: first.seq)))
      }
      #expect(try await desks.hand(first.wireBytes, from: desks.acme, to: desks.fieldworks).outcome == .applied)
      for message in [first, second] {
        let answer = try await desks.hand(message.wireBytes, from: desks.acme, to: desks.fieldworks)
        #expect(answer == Acknowledgement(.duplicate))
      }
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["one", "two"])
    }
  }

  @Test("messages that arrive out of order are kept, the first missing is named, and all are applied in order")
  func outOfOrder() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      for word in ["one", "two", "three", "four"] { try await desks.say(word, on: ticket, at: desks.acme) }
      let sent = try await desks.unsent(handoff, from: desks.acme)
      var needs: [Int?] = []
      for place in [3, 1, 2] {
        needs.append(try await desks.hand(sent[place].wireBytes, from: desks.acme, to: desks.fieldworks).needs?.seq)
      }
      #expect(needs == [sent[0].seq, sent[0].seq, sent[0].seq])
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      _ = try await desks.hand(sent[0].wireBytes, from: desks.acme, to: desks.fieldworks)
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["one", "two", "three", "four"])
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).allSatisfy { $0.state == .done })
    }
  }

  @Test("a gap is repaired by the courier: the sender goes back to what is missing")
  func repairsAGap() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      for word in ["one", "two", "three"] { try await desks.say(word, on: ticket, at: desks.acme) }
      // The first was acknowledged, but the other desk has lost it.
      var lost = try await desks.unsent(handoff, from: desks.acme)[0]
      lost.state = .done
      let done = lost
      try await desks.hub.write(in: desks.acme.tenant) { try $0.update(done) }
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["one", "two", "three"])
      #expect(try await desks.unsent(handoff, from: desks.acme) == [])
    }
  }

  @Test("a gap that the sender cannot fill is asked for once, not for ever; what stands behind it is kept")
  func unfillableGap() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      for word in ["one", "two", "three"] { try await desks.say(word, on: ticket, at: desks.acme) }
      var lost = try await desks.unsent(handoff, from: desks.acme)[0]
      lost.state = .cancelled
      let cancelled = lost
      try await desks.hub.write(in: desks.acme.tenant) { try $0.update(cancelled) }
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == [])
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).filter { $0.state == .waiting }.count == 2)
      #expect(try await desks.unsent(handoff, from: desks.acme) == [])
    }
  }

  @Test(
    "A42 a message of another tenant than the partnership's partner is refused, and leaves a line in the audit log only"
  )
  func ofAnotherTenant() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("mine", on: ticket, at: desks.acme)
      let message = try await desks.unsent(handoff, from: desks.acme)[0]
      let before = try await desks.inbox(handoff, at: desks.fieldworks).count
      let answer = try await desks.hand(message.wireBytes, from: desks.smith, to: desks.fieldworks)
      #expect(answer == Acknowledgement(.refused(.unknownPartnership)))
      #expect(try await desks.inbox(handoff, at: desks.fieldworks).count == before)
      let audit = try await desks.hub.read(in: desks.fieldworks.tenant) { try $0.audit(before: nil, limit: 1) }
      #expect(audit.first?.action == "message.refuse" && audit.first?.subject == handoff.description)
    }
  }

  @Test("A42 a partner's message about another partnership's handoff is refused, and takes no place in its lane")
  func aboutAnotherPartnersHandoff() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("mine", on: ticket, at: desks.acme)
      let message = try await desks.unsent(handoff, from: desks.acme)[0]
      let forged = try Envelope(wireBytes: message.wireBytes).over(links.lower).wireBytes()
      let answer = try await desks.hand(forged, from: desks.smith, to: desks.fieldworks)
      #expect(answer == Acknowledgement(.refused(.impossible)))
      try await desks.carry()
      #expect(try await desks.words(handoff, at: desks.fieldworks) == ["mine"])
    }
  }

  @Test("A50 numbers out of range are unreadable, whatever the message", arguments: [0, -1, Int.max, 1 << 60])
  func numbersOutOfRange(_ seq: Int) async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      try await desks.say("mine", on: ticket, at: desks.acme)
      let message = try await desks.unsent(handoff, from: desks.acme)[0]
      let forged = try Envelope(wireBytes: message.wireBytes).placed(at: seq, .end(Ending(outcome: .recalled)))
      let answer = try await desks.hand(forged.wireBytes(), from: desks.acme, to: desks.fieldworks)
      #expect(answer == Acknowledgement(.refused(.unreadable)))
    }
  }
}
