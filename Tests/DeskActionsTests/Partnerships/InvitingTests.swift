import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Becoming partners", .timeLimit(.minutes(10)))
struct InvitingTests {
  @Test("A48 a code that one desk has used is refused to another")
  func usedByAnother() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let id = try await desks.link(desks.acme, desks.fieldworks, secret: 9)
      await #expect(throws: PartnershipRefusal.invitationUsed) {
        try await desks.accept(9, of: desks.acme, by: desks.smith.admin)
      }
      #expect(try await desks.partnership(id, at: desks.acme).partner?.name == "Fieldworks")
      let none = try await desks.hub.read(in: desks.smith.tenant) { try $0.partnership(id) }
      #expect(none == nil)
    }
  }

  @Test("the same desk may give the code again: it is one partnership, with one greeting")
  func sameDeskAgain() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let id = try await desks.link(desks.acme, desks.fieldworks, secret: 9)
      #expect(try await desks.accept(9, of: desks.acme, by: desks.fieldworks.admin).id == id)
      #expect(try await desks.deliveries(at: desks.acme, .out).map(\.kind) == [.joined])
      #expect(try await desks.deliveries(at: desks.fieldworks, .out).map(\.kind) == [.terms])
      try await desks.carry()
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.partnership(id, at: desk).state == .active)
        #expect(try await desks.partnership(id, at: desk).partner?.terms != nil)
      }
    }
  }

  @Test("A48 two desks that use one code at once: one gets it, the other is refused")
  func race() async throws {
    try await Desks.run(linked: false) { desks, _ in
      _ = try await desks.invite(from: desks.acme, secret: 9)
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for desk in [desks.fieldworks, desks.smith] {
          group.addTask {
            do { try await desks.accept(9, of: desks.acme, by: desk.admin) } catch { return false }
            return true
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 }.count == 1)
    }
  }

  @Test("A48 a code is good for 72 hours")
  func expires() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let id = try await desks.invite(from: desks.acme, secret: 9)
      desks.clock.pass(seconds: 72 * 3_600)
      await #expect(throws: PartnershipRefusal.invitationExpired(desks.clock.now)) {
        try await desks.accept(9, of: desks.acme, by: desks.fieldworks.admin)
      }
      #expect(try await desks.partnership(id, at: desks.acme).state == .invited)
    }
  }

  @Test("A48 a desk cannot use its own code, an agent cannot use any, and an unknown code is not found")
  func refusals() async throws {
    try await Desks.run(linked: false) { desks, _ in
      _ = try await desks.invite(from: desks.acme, secret: 9)
      await #expect(throws: PartnershipRefusal.ownInvitation) {
        try await desks.accept(9, of: desks.acme, by: desks.acme.admin)
      }
      await #expect(throws: PermissionRefusal(has: .agent, needs: .admin)) {
        try await desks.accept(9, of: desks.acme, by: desks.fieldworks.agent)
      }
      await #expect(throws: NotFound()) { try await desks.accept(8, of: desks.acme, by: desks.fieldworks.admin) }
    }
  }

  @Test("A48 a code that was turned down is dead")
  func declined() async throws {
    try await Desks.run(linked: false) { desks, _ in
      _ = try await desks.invite(from: desks.acme, secret: 9)
      let decline = DeclineInvitation(
        storage: desks.hub, inviter: desks.acme.tenant, secretHash: [UInt8](repeating: 9, count: 32))
      _ = try await decline(by: desks.fieldworks.admin, desks.moment())
      await #expect(throws: PartnershipRefusal.notOpen(.declined)) {
        try await desks.accept(9, of: desks.acme, by: desks.smith.admin)
      }
    }
  }

  @Test("a hub that dies between the two transactions of accepting is healed by the inviter's first message")
  func healsAfterACrash() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let id = try await desks.invite(from: desks.acme, secret: 9)
      let founding = try await desks.consume(9, of: desks.acme, by: desks.fieldworks.admin)
      try await desks.carry()
      for desk in [desks.acme, desks.fieldworks] {
        #expect(try await desks.partnership(id, at: desk).state == .active)
      }
      try await desks.act(KeepPartnership(founding, name: "Our Acme"), desks.fieldworks.admin)
      try await desks.carry()
      #expect(try await desks.partnership(id, at: desks.fieldworks).name == "Our Acme")
      #expect(try await desks.deliveries(at: desks.fieldworks, .out).map(\.kind) == [.terms])
      let ticket = try await desks.open(at: desks.fieldworks)
      let handoff = try await desks.offer(ticket, over: id, by: desks.fieldworks)
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .offered)
    }
  }
}
