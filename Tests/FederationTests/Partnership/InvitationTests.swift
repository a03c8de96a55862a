import Federation
import Foundation
import Testing
import Ticketing

@Suite("Inviting a partner")
struct InvitationTests {
  private let now = Date(timeIntervalSince1970: 1_763_762_400)

  private func partner(_ digit: Character) throws -> PartnerDesk {
    let id = try #require(FederationID(hex: String(repeating: digit, count: 32)))
    return PartnerDesk(name: "Desk \(digit)", federationID: id, terms: nil)
  }

  private func invited() -> Partnership {
    var moment = Moment(now: now, seed: 9)
    return Partnership(inviting: moment.newID(), name: "Fieldworks", at: now)
  }

  @Test("is used by the first acceptor, who may say so again; a second one is refused")
  func join() throws {
    var partnership = invited()
    #expect(partnership.state == .invited)
    #expect(partnership.partnerName == "Fieldworks")
    try partnership.join(partner("a"))
    #expect(partnership.state == .active)
    #expect(partnership.partnerName == "Desk a")
    let joined = partnership
    try partnership.join(partner("a"))
    #expect(partnership == joined)
    #expect(throws: PartnershipRefusal.invitationUsed) { try partnership.join(partner("b")) }
    #expect(throws: PartnershipRefusal.invitationUsed) { try partnership.decline() }
  }

  @Test("can be declined once and for all")
  func decline() throws {
    var partnership = invited()
    try partnership.decline()
    try partnership.decline()
    #expect(partnership.state == .declined)
    #expect(throws: PartnershipRefusal.notOpen(.declined)) { try partnership.join(partner("a")) }
  }

  @Test("tells each side the other's terms")
  func terms() throws {
    var bench = Bench(desks: 2)
    try bench.share(.acme, with: .fieldworks) { $0.requester = .contact }
    let heard = try #require(bench.partnership(of: .fieldworks, with: .acme)?.partner?.terms)
    #expect(heard.sharing.requester == .contact)
    #expect(heard.receives)
    #expect(bench.partnership(of: .acme, with: .fieldworks)?.partner?.terms?.sharing == .standard)
  }

  @Test("shares no field that the desk does not have")
  func unknownFields() throws {
    var bench = Bench(desks: 2)
    bench.equip(.acme, fieldKeys: ["asset"])
    #expect(throws: PartnershipRefusal.unknownFields(["cost"])) {
      try bench.share(.acme, with: .fieldworks) { $0.fields = ["asset", "cost", "site"] }
    }
  }

  @Test("takes no mapping that fails the checker")
  func mapping() throws {
    var bench = Bench(desks: 2)
    #expect(throws: PartnershipRefusal.self) {
      try bench.translate(.acme, with: .fieldworks) { mapping, _ in mapping.in[.new] = nil }
    }
    #expect(bench.partnership(of: .acme, with: .fieldworks)?.mapping == nil)
  }
}
