import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Looking before agreeing, and agreeing anew", .timeLimit(.minutes(10)))
struct InvitationWordsTests {
  @Test("who has the code reads who invites; who has none learns nothing")
  func isTold() async throws {
    try await Desks.run(linked: false) { desks, _ in
      _ = try await desks.invite(from: desks.acme, secret: 9)
      #expect(try await desks.look(9, by: desks.smith.admin).desk == "Acme")
      await #expect(throws: NotFound.self) { try await desks.look(8, by: desks.smith.admin) }
      await #expect(throws: PartnershipRefusal.ownInvitation) { try await desks.look(9, by: desks.acme.admin) }
      await #expect(throws: PermissionRefusal.self) { try await desks.look(9, by: desks.smith.agent) }
    }
  }

  @Test("what was used, taken back or has expired says so")
  func isOver() async throws {
    try await Desks.run(linked: false) { desks, _ in
      _ = try await desks.link(desks.acme, desks.fieldworks, secret: 9)
      await #expect(throws: PartnershipRefusal.invitationUsed) { try await desks.look(9, by: desks.smith.admin) }
      let second = try await desks.invite(from: desks.acme, secret: 8)
      _ = try await desks.act(EndPartnership(second, keepsCopies: false), desks.acme.admin)
      await #expect(throws: PartnershipRefusal.notOpen(.ended)) { try await desks.look(8, by: desks.smith.admin) }
      _ = try await desks.invite(from: desks.acme, secret: 7)
      desks.clock.pass(seconds: 73 * 3_600)
      await #expect(throws: PartnershipRefusal.self) { try await desks.look(7, by: desks.smith.admin) }
    }
  }

  @Test("a new code opens the same invitation for 72 hours more, and kills the old one")
  func isRenewed() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let id = try await desks.invite(from: desks.acme, secret: 9)
      desks.clock.pass(seconds: 73 * 3_600)
      let renewal = RenewInvitation(id, secretHash: [UInt8](repeating: 5, count: 32))
      #expect(try await desks.act(renewal, desks.acme.admin).partnership.id == id)
      await #expect(throws: NotFound.self) { try await desks.look(9, by: desks.smith.admin) }
      #expect(try await desks.accept(5, of: desks.acme, by: desks.fieldworks.admin).id == id)
      await #expect(throws: PartnershipRefusal.notOpen(.active)) { try await desks.act(renewal, desks.acme.admin) }
    }
  }

  @Test("a mapping that is taken back leaves the default in force")
  func mappingIsReset() async throws {
    try await Desks.run { desks, links in
      let statuses = try await desks.hub.read(in: desks.acme.tenant) { try $0.statuses() }
      var input = MappingInput()
      for (category, status) in Mapping.standard(statuses).in {
        input.in[category] = .init(status.description, at: "/in/\(category.rawValue)")
      }
      input.out = statuses.statuses.map {
        .init(status: .init($0.name, at: "/out/\($0.name)"), category: $0.category)
      }
      #expect(try await desks.act(SetMapping(links.upper, input), desks.acme.admin).mapping != nil)
      #expect(try await desks.act(ResetMapping(links.upper), desks.acme.admin).mapping == nil)
    }
  }

  @Test("a preview shows a ticket under rules in force and under others, and keeps nothing")
  func previews() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      try await desks.say("for partners", on: ticket, at: desks.acme)
      var changes = SharingChanges()
      changes.names = .role
      let preview = PreviewSharing(links.upper, on: ticket, changes)
      let moment = desks.moment()
      let (inForce, proposed) = try await desks.hub.read(in: desks.acme.tenant) { try preview(in: $0, moment) }
      #expect(inForce.comments.map(\.author.name) == ["Gil"])
      #expect(proposed.comments.map(\.author.name) == [""])
      #expect(try await desks.partnership(links.upper, at: desks.acme).sharing.names == .first)
    }
  }
}

extension Desks {
  fileprivate func look(_ secret: UInt8, by actor: Actor) async throws -> ReadInvitation.Told {
    try await ReadInvitation(
      storage: hub, inviter: acme.tenant, secretHash: [UInt8](repeating: secret, count: 32)
    )(by: actor, at: clock.now)
  }
}
