import Federation
import Foundation
import Testing
import Ticketing

@Suite("What a desk lets out")
struct OutwardTests {
  private func outward(_ seed: UInt64 = 1, _ change: (inout SharingRules) -> Void = { _ in }) throws -> Outward {
    var rules = SharingRules.standard
    change(&rules)
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: seed)
    let secret = try #require(FederationID(hex: String(repeating: "c", count: 32)))
    return Outward(rules: rules, desk: "Acme", secret: secret, partnership: moment.newID())
  }

  private func agent(_ seed: UInt64 = 5) -> Author {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: seed)
    return Author(kind: .agent, name: "Ivan Petrov", desk: "Acme", agent: moment.newID())
  }

  @Test("by default is the first name and partner comments, no requester, no fields, no chain")
  func standard() throws {
    let outward = try outward()
    #expect(outward.author(agent()).name == "Ivan")
    #expect(outward.lets(.partner))
    #expect(outward.audience(.public) == .partner)
    #expect(outward.rules.attachments)
    #expect(outward.requester(name: "Rita", phone: "1") == nil)
    #expect(outward.site(Site(address: "Main St 1")) == nil)
    #expect(outward.fields(["asset": .text("7")]).isEmpty)
    #expect(outward.hops([ChainHop(desk: "X", isHolder: true, category: nil, label: nil, since: nil)]).isEmpty)
  }

  @Test(
    "of an agent's name is the whole, the first, or the role",
    arguments: [(SharingRules.Names.full, "Ivan Petrov"), (.first, "Ivan"), (.role, "")])
  func names(rule: SharingRules.Names, name: String) throws {
    let author = try outward { $0.names = rule }.author(agent())
    #expect(author.name == name)
    #expect(author.role == "agent")
    #expect(author.kind == .agent)
  }

  @Test("of a requester who writes is a name only where the rules let out requesters")
  func requesterAsAuthor() throws {
    let rita = Author(kind: .requester, name: "Rita Requester", desk: "Acme")
    #expect(try outward().author(rita).name == "")
    #expect(try outward { $0.requester = .name }.author(rita).name == "Rita")
    let mail = Author(kind: .requester, name: "rita@customer.example", desk: "Acme")
    for names in SharingRules.Names.allCases {
      let told = try outward {
        $0.requester = .contact
        $0.names = names
      }
      #expect(!told.author(mail).name.contains("@"))
      #expect(told.requester(name: mail.name, phone: nil)?.name == AddressMask.mask)
    }
  }

  @Test(
    "of the requester and the site grows with the rule",
    arguments: [
      (SharingRules.RequesterDetail.none, String?.none, String?.none, String?.none), (.name, "Rita", nil, nil),
      (.contact, "Rita", "112", "Otto"),
    ])
  func requester(rule: SharingRules.RequesterDetail, name: String?, phone: String?, contact: String?) throws {
    let outward = try outward {
      $0.requester = rule
      $0.fields = [SharingRules.siteKey]
    }
    let told = outward.requester(name: "Rita", phone: "112")
    #expect(told?.name == name)
    #expect(told?.phone == phone)
    let site = outward.site(
      Site(address: "Main St 1", access: "code 4", contact: "Otto", phone: "113", device: "L7", serialNumber: "S9"))
    #expect(site?.contact == contact)
    #expect(site?.phone == (contact == nil ? nil : "113"))
    #expect(site?.address == "Main St 1")
    #expect(site?.serialNumber == "S9")
  }

  @Test("of the requester and the site is never an address of mail, whatever the rules")
  func addresses() throws {
    let outward = try outward {
      $0.names = .full
      $0.requester = .contact
      $0.fields = [SharingRules.siteKey]
    }
    let site = outward.site(Site(access: "ask otto@customer.example", contact: "otto@customer.example"))
    #expect(site == Site(access: "ask \(AddressMask.mask)", contact: AddressMask.mask))
    #expect(outward.requester(name: "Rita", phone: "rita@customer.example")?.phone == AddressMask.mask)
  }

  @Test("of fields is what is listed, by their keys")
  func fields() throws {
    let fields: [String: FieldValue] = ["asset": .text("7"), "cost": .number(3)]
    #expect(try outward { $0.fields = ["cost"] }.fields(fields) == ["cost": .number(3)])
  }

  @Test("of a person is one pseudonym over one partnership and another over every other")
  func pseudonyms() throws {
    let (one, other) = (try outward(1), try outward(2))
    #expect(one.author(agent(5)).ref == one.author(agent(5)).ref)
    #expect(one.author(agent(5)).ref != one.author(agent(6)).ref)
    #expect(one.author(agent(5)).ref != other.author(agent(5)).ref)
    #expect(one.author(agent(5)).ref.count == 16)
    #expect(one.author(Author(kind: .system, name: "clock", desk: "Acme")).ref == "")
    #expect(one.author(Author(kind: .system, name: "clock", desk: "Acme")).name == "")
  }

  @Test("of a chain is nothing, names, or names and times")
  func hops() throws {
    let hop = ChainHop(
      desk: "Sparks", isHolder: true, category: .onHold, label: "Parts", since: Date(timeIntervalSince1970: 5))
    #expect(try outward().hops([hop]).isEmpty)
    let names = try outward { $0.chain = .names }.hops([hop])
    #expect(names == [ChainHop(desk: "Sparks", isHolder: true, category: .onHold, label: "Parts", since: nil)])
    #expect(try outward { $0.chain = .times }.hops([hop]) == [hop])
  }
}
