import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Inviting by mail", .timeLimit(.minutes(10)))
struct MailInvitationTests {
  @Test("gives a new code, and is refused once an address was mailed twice within a day")
  func twice() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let email = try #require(EmailAddress("them@other.example"))
      let made = try await desks.act(
        InviteByMail(name: "Other", message: nil, to: email, secretHash: [1]), desks.acme.admin)
      #expect(made.partnership.phase == .invited && made.invitation.secretHash == [1])
      let again = try await desks.act(
        MailInvitation(made.partnership.id, to: email, secretHash: [2]), desks.acme.admin)
      #expect(again.invitation.secretHash == [2])
      await #expect(throws: InvitationMailRefusal.tooManyToOne(email, aDay: MailInvitation.mostADayToOne)) {
        try await desks.act(MailInvitation(made.partnership.id, to: email, secretHash: [3]), desks.acme.admin)
      }
      let kept = try await desks.hub.read(in: desks.acme.tenant) { try $0.invitation(of: made.partnership.id) }
      #expect(kept?.secretHash == [2])
      desks.clock.pass(seconds: 86_401)
      _ = try await desks.act(MailInvitation(made.partnership.id, to: email, secretHash: [4]), desks.acme.admin)
    }
  }

  @Test("A05 is refused once a desk has mailed so many within a day, and invites nobody then")
  func many() async throws {
    try await Desks.run(linked: false) { desks, _ in
      for number in 0..<MailInvitation.mostADay {
        let email = try #require(EmailAddress("them\(number)@other.example"))
        let invite = InviteByMail(name: "Other", message: nil, to: email, secretHash: [UInt8(number)])
        _ = try await desks.act(invite, desks.acme.admin)
      }
      let email = try #require(EmailAddress("last@other.example"))
      await #expect(throws: InvitationMailRefusal.tooMany(aDay: MailInvitation.mostADay)) {
        try await desks.act(
          InviteByMail(name: "Last", message: nil, to: email, secretHash: [200]), desks.acme.admin)
      }
      let names = try await desks.hub.read(in: desks.acme.tenant) {
        try $0.partnerships(PageRequest(limit: 99)).items.map(\.name)
      }
      #expect(!names.contains("Last"))
      await #expect(throws: PermissionRefusal.self) {
        try await desks.act(InviteByMail(name: "x", message: nil, to: email, secretHash: [7]), desks.acme.agent)
      }
    }
  }
}
