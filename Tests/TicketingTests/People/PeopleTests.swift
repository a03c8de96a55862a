import Foundation
import Testing
import Ticketing

@Suite("People and what they may do")
struct PeopleTests {
  private func agent(_ role: Role) throws -> Agent {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    let email = try #require(EmailAddress("a@b.example"))
    return Agent(id: moment.newID(), email: email, name: "Ada", role: role, createdAt: moment.now)
  }

  @Test("each role may do all that the one before it may", arguments: Role.allCases, Role.allCases)
  func covers(role: Role, needed: Role) throws {
    let order: [Role] = [.light, .agent, .admin]
    let (own, least) = (try #require(order.firstIndex(of: role)), try #require(order.firstIndex(of: needed)))
    #expect(role.covers(needed) == (own >= least))
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    let actor = Actor(tenant: moment.newID(), agent: moment.newID(), name: "Ada", role: role)
    if own >= least {
      try actor.require(needed)
    } else {
      #expect(throws: PermissionRefusal(has: role, needs: needed)) { try actor.require(needed) }
    }
  }

  @Test("a desk keeps one active admin")
  func lastAdmin() throws {
    var admin = try agent(.admin)
    #expect(throws: PeopleRefusal.lastAdmin) { try admin.change(role: .agent, otherAdmins: 0) }
    #expect(throws: PeopleRefusal.lastAdmin) { try admin.setActive(false, otherAdmins: 0) }
    try admin.change(role: .admin, otherAdmins: 0)
    try admin.change(role: .light, otherAdmins: 1)
    try admin.setActive(false, otherAdmins: 0)
    #expect(admin.role == .light)
    #expect(!admin.isActive)
  }

  @Test(
    "a tenant's slug is 2 to 40 of a–z, 0–9 and hyphen, beginning with a letter",
    arguments: [
      ("acme", true), ("a1", true), ("field-works-2", true), (String(repeating: "a", count: 40), true), ("a", false),
      ("", false), ("1acme", false), ("-acme", false), ("Acme", false), ("ac me", false), ("acmé", false),
      (String(repeating: "a", count: 41), false),
    ])
  func slug(text: String, isSlug: Bool) {
    #expect(Tenant.isSlug(text) == isSlug)
  }
}
