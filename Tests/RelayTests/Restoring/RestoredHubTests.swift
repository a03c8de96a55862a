import DeskActions
import Federation
import Foundation
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Two hubs, one of which is put back to an older copy", .timeLimit(.minutes(10)))
struct RestoredHubTests {
  @Test("agree again: nothing that the other one has is lost, nothing is doubled", arguments: [true, false])
  func comments(ofVendor: Bool) async throws {
    try await TwoHubs.run { two in
      let restored = ofVendor ? two.vendor : two.partner
      let id = try await two.handedOver()
      try await two.say("before, from above", on: id, two.vendor)
      try await two.say("before, from below", on: id, two.partner)
      try await two.carry()
      try await two.backUp(restored)
      try await two.say("after, from above", on: id, two.vendor)
      try await two.say("after, from below", on: id, two.partner)
      try await two.carry()
      try await two.restore(restored)
      #expect(try await two.words(id, restored).count == 2)
      try await two.say("since, from above", on: id, two.vendor)
      try await two.say("since, from below", on: id, two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
      #expect(try await two.words(id, restored).count == 6)
      #expect(try await two.audited(restored).contains("hub.restore"))
      let other = ofVendor ? two.partner : two.vendor
      #expect(try await two.audited(other).contains("partnership.partner_restored"))
    }
  }

  @Test("take no move at the restored one before the other has told what happened", arguments: [true, false])
  func refuses(ofVendor: Bool) async throws {
    try await TwoHubs.run { two in
      let restored = ofVendor ? two.vendor : two.partner
      let id = try await two.handedOver()
      try await two.backUp(restored)
      try await two.restore(restored)
      let partner = ofVendor ? "Fieldworks" : "Acme"
      await #expect(throws: HandoffRefusal.recovering(partner: partner)) {
        if ofVendor {
          try await two.act(RecallHandoff(id, reason: "we do it ourselves", then: nil), two.vendor)
        } else {
          try await two.act(ReturnHandoff(id, reason: "not ours"), two.partner)
        }
      }
      try await two.carry()
      if ofVendor {
        try await two.act(RecallHandoff(id, reason: "we do it ourselves", then: nil), two.vendor)
      } else {
        try await two.act(ReturnHandoff(id, reason: "not ours"), two.partner)
      }
      try await two.carry()
      try await two.expectAgreement(on: id, ofVendor ? .recalled : .returned)
    }
  }

  @Test("name the moves that the restored one had made and has forgotten", arguments: [true, false])
  func moves(ofVendor: Bool) async throws {
    try await TwoHubs.run { two in
      let restored = ofVendor ? two.vendor : two.partner
      let id = try await two.offered()
      try await two.carry()
      try await two.backUp(restored)
      try await two.act(AcceptHandoff(id), two.partner)
      try await two.carry()
      try await two.act(CompleteHandoff(id, .fixed), two.partner)
      try await two.carry()
      try await two.act(ReworkHandoff(id, reason: "still broken"), two.vendor)
      try await two.carry()
      try await two.act(CompleteHandoff(id, .fixed), two.partner)
      try await two.carry()
      try await two.restore(restored)
      try await two.carry()
      try await two.expectAgreement(on: id, .completed)
      #expect(try await two.category(id, two.partner) == .resolved)
      #expect(try await two.handoff(id, two.vendor).completion == .fixed)
      try await two.act(ConfirmHandoff(id), two.vendor)
      try await two.carry()
      try await two.expectAgreement(on: id, .confirmed)
    }
  }

  @Test("make a ticket anew that the restored one had accepted, and has nothing of")
  func remakes() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.partner)
      let id = try await two.handedOver()
      try await two.say("what was said", on: id, two.partner)
      try await two.carry()
      try await two.restore(two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
      #expect(try await two.words(id, two.partner) == ["what was said"])
    }
  }

  @Test("settle what the restored one had handed over, and has nothing of; the delegate keeps its ticket")
  func forgets() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.vendor)
      let (accepted, offered) = (try await two.handedOver(), try await two.offered())
      try await two.carry()
      try await two.restore(two.vendor)
      try await two.carry()
      #expect(try await two.handoff(accepted, two.partner).state == .recalled)
      #expect(try await two.handoff(offered, two.partner).state == .withdrawn)
      #expect(try await two.category(accepted, two.partner)?.isEnded == false)
      #expect(try await two.audited(two.vendor).filter { $0 == "handoff.forgotten" }.count == 2)
    }
  }

  @Test("agree when the same old copy is put back twice")
  func twice() async throws {
    try await TwoHubs.run { two in
      let id = try await two.handedOver()
      try await two.backUp(two.vendor)
      try await two.say("one", on: id, two.vendor)
      try await two.carry()
      try await two.restore(two.vendor)
      try await two.carry()
      try await two.say("two", on: id, two.vendor)
      try await two.carry()
      try await two.restore(two.vendor)
      try await two.say("three", on: id, two.vendor)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
      #expect(try await two.words(id, two.vendor) == ["one", "three", "two"])
    }
  }

  @Test("agree when the restored one was put back before, and has said nothing since of what came")
  func silent() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.partner)
      try await two.restore(two.partner)
      try await two.carry()
      two.clock.pass(seconds: 2 * 86_400)
      let id = try await two.offered()
      try await two.carry()
      try await two.backUp(two.partner, as: "later")
      try await two.restore(two.partner, from: "later")
      try await two.carry()
      try await two.act(AcceptHandoff(id), two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
    }
  }

  @Test("agree when the one that answers was put back before")
  func answersAnew() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.partner)
      try await two.restore(two.partner)
      try await two.carry()
      two.clock.pass(seconds: 2 * 86_400)
      let id = try await two.offered()
      try await two.carry()
      try await two.backUp(two.vendor)
      try await two.act(AcceptHandoff(id), two.partner)
      try await two.restore(two.vendor)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
    }
  }

  @Test("settle what the restored one hands over though it had ended the partnership")
  func endedBefore() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.vendor)
      try await two.act(EndPartnership(two.partnership, keepsCopies: false), two.vendor)
      try await two.carry()
      try await two.restore(two.vendor)
      let id = try await two.offered()
      try await two.carry()
      #expect(try await two.handoff(id, two.vendor).state == .withdrawn)
      for actor in [two.vendor, two.partner] { #expect(try await two.waiting(actor) == []) }
    }
  }

  @Test("agree when the partnership ends before the restored one has heard again of what it forgot")
  func endsMeanwhile() async throws {
    try await TwoHubs.run { two in
      try await two.backUp(two.partner)
      let id = try await two.offered()
      try await two.carry()
      try await two.restore(two.partner)
      try await two.act(EndPartnership(two.partnership, keepsCopies: false), two.vendor)
      try await two.carry()
      #expect(try await two.handoff(id, two.vendor).state == .withdrawn)
      let there = try await two.read(in: two.partner.tenant) { try $0.handoff(id)?.state }
      #expect(there == nil || there == .withdrawn)
      for actor in [two.vendor, two.partner] { #expect(try await two.waiting(actor) == []) }
    }
  }

  @Test("hear the end of their partnership though what was said before it was cancelled", arguments: [true, false])
  func ends(ofVendor: Bool) async throws {
    try await TwoHubs.run { two in
      let (restored, other) = ofVendor ? (two.vendor, two.partner) : (two.partner, two.vendor)
      let id = try await two.handedOver()
      try await two.backUp(restored)
      try await two.say("before", on: id, other)
      try await two.carry()
      try await two.restore(restored)
      try await two.say("never sent", on: id, other)
      try await two.act(EndPartnership(two.partnership, keepsCopies: false), other)
      try await two.carry()
      for actor in [two.vendor, two.partner] {
        #expect(try await two.handoff(id, actor).state == (ofVendor ? .returned : .recalled))
        #expect(try await two.waiting(actor) == [])
      }
      #expect(try await two.words(id, restored) == ["before"])
    }
  }

  @Test("agree when both are put back, each to a moment of its own", arguments: [true, false])
  func both(vendorIsOlder: Bool) async throws {
    try await TwoHubs.run { two in
      let id = try await two.handedOver()
      let (older, newer) = vendorIsOlder ? (two.vendor, two.partner) : (two.partner, two.vendor)
      try await two.backUp(older)
      try await two.say("one, from above", on: id, two.vendor)
      try await two.say("one, from below", on: id, two.partner)
      try await two.carry()
      try await two.backUp(newer)
      try await two.say("two, from above", on: id, two.vendor)
      try await two.say("two, from below", on: id, two.partner)
      try await two.carry()
      try await two.restore(two.vendor)
      try await two.restore(two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
      #expect(try await two.words(id, two.vendor).count == 2, "what neither remembers is gone")
      try await two.act(CompleteHandoff(id, .fixed), two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .completed)
    }
  }
}

extension Completion {
  fileprivate static let fixed = Completion(resolution: Resolution(code: .fixed, text: "the relay is new"))
}
