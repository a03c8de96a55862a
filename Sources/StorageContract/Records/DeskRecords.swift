import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let deskRecords = [
    ContractCase("a desk's own record comes back, and changes in place") { trial in
      let desk = try await trial.desk()
      #expect(try await desk.read { try $0.deskRecord() } == desk.record)
      var changed = desk.record
      changed.passesThrough = true
      changed.language = .dutch
      changed.secondStepSince = trial.now
      changed.idleLimit = try #require(IdleLimit(minutes: 15))
      try await desk.write { [changed] in try $0.put(changed) }
      #expect(try await desk.read { try $0.deskRecord() } == changed)
      try await trial.reopen()
      #expect(try await desk.read { try $0.deskRecord() } == changed)
      #expect(try await trial.tenants.tenant(slug: "acme") == changed.tenant)
      #expect(try await trial.tenants.tenant(slug: "acm") == nil)
    },
    ContractCase("a slug is taken once on the hub") { trial in
      let first = try await trial.desk("acme")
      await #expect(throws: SlugTaken(slug: "acme")) { try await trial.desk("acme") }
      _ = try await trial.desk("beta")
      #expect(Set(try await trial.tenants.tenants().map(\.slug)) == ["acme", "beta"])
      #expect(try await first.read { try $0.statuses() } == first.statuses)
    },
    ContractCase("a status comes back, in the order of positions, and goes") { trial in
      let desk = try await trial.desk()
      #expect(try await desk.read { try $0.statuses() } == desk.statuses)
      var last = desk.statuses.statuses[7]
      last.rename(to: "Storniert")
      last.move(to: -1)
      try await desk.write { [last] in try $0.put(last) }
      #expect(try await desk.read { try $0.statuses() }.statuses.first == last)
      try await desk.write { [last] in try $0.remove(last.id) }
      #expect(try await desk.read { try $0.statuses() }.statuses == Array(desk.statuses.statuses.prefix(7)))
    },
    ContractCase("a field comes back, with allowed values and without") { trial in
      let desk = try await trial.desk()
      var full = FieldDefinition(id: trial.newID(), key: "floor", name: "Étage", kind: .choice, allowed: ["1", "ü"])
      let bare = FieldDefinition(id: trial.newID(), key: "vip", name: "VIP", kind: .flag)
      try await desk.write { [full] in
        try $0.put(full)
        try $0.put(bare)
      }
      #expect(Set(try await desk.read { try $0.fields() }.map(\.key)) == ["floor", "vip"])
      full.rename(to: "Stockwerk")
      full.allow(["2"])
      try await desk.write { [full] in try $0.put(full) }
      let kept = try await desk.read { try $0.fields() }
      #expect(kept.contains(full) && kept.contains(bare) && kept.count == 2)
    },
    ContractCase("people asked for together are those asked for one by one, without whom the desk does not have") {
      trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let agents = try (0..<60).map { try desk.agent("a\($0)@example.org") }
      let team = Team(id: trial.newID(), name: "North", createdAt: trial.now)
      let customer = Customer(id: trial.newID(), name: "Acme", note: nil, createdAt: trial.now)
      let requester = Requester(
        id: trial.newID(), email: nil, name: "Rae", phone: nil, customer: customer.id, createdAt: trial.now)
      try await desk.write {
        for agent in agents { try $0.put(agent) }
        try $0.put(team)
        try $0.put(customer)
        try $0.put(requester)
      }
      let asked = Set(agents.map(\.id)).union([trial.newID()])
      let found = try await desk.read { try $0.agents(asked) }
      #expect(found.count == 60)
      for agent in agents { #expect(found.contains(agent)) }
      #expect(try await desk.read { try $0.teams([team.id]) } == [team])
      #expect(try await desk.read { try $0.customers([customer.id]) } == [customer])
      #expect(try await desk.read { try $0.requesters([requester.id]) } == [requester])
      #expect(try await other.read { try $0.agents(asked) } == [])
      #expect(try await other.read { try $0.requesters([requester.id]) } == [])
      #expect(try await desk.read { try $0.agents([]) } == [])
    },
    ContractCase("an agent comes back, by id and by address in any case") { trial in
      let desk = try await trial.desk()
      let full = Agent(
        id: trial.newID(), email: try trial.email("Jörg.ÄNNE@Example.org"), name: "Jörg", role: .admin,
        teams: [trial.newID(), trial.newID()], isActive: false, createdAt: trial.now)
      let bare = try desk.agent("bo@example.org")
      try await desk.write {
        try $0.put(full)
        try $0.put(bare)
        try $0.put(passwordHash: "$argon2id$…", of: full.id)
      }
      #expect(try await desk.read { try $0.agent(full.id) } == full)
      #expect(try await desk.read { try $0.agent(bare.id) } == bare)
      let shouted = try trial.email("JÖRG.änne@EXAMPLE.ORG")
      #expect(try await desk.read { try $0.agent(email: shouted) } == full)
      #expect(try await desk.read { try $0.passwordHash(of: full.id) } == "$argon2id$…")
      #expect(try await desk.read { try $0.passwordHash(of: bare.id) } == nil)
      #expect(try await desk.read { try $0.activeAdminCount() } == 0)
      var changed = bare
      changed.rename(to: "Bo")
      try changed.change(role: .admin, otherAdmins: 0)
      try await desk.write { [changed] in try $0.put(changed) }
      #expect(try await desk.read { try $0.agent(bare.id) } == changed)
      #expect(try await desk.read { try $0.activeAdminCount() } == 1)
    },
    ContractCase("a team comes back, by id and by name in any case") { trial in
      let desk = try await trial.desk()
      var team = Team(id: trial.newID(), name: "Straße Nord", createdAt: trial.now)
      try await desk.write { [team] in try $0.put(team) }
      team.rename(to: "Ärger")
      try await desk.write { [team] in try $0.put(team) }
      let id = team.id
      #expect(try await desk.read { try $0.team(id) } == team)
      #expect(try await desk.read { try $0.team(named: "ÄRGER") } == team)
      #expect(try await desk.read { try $0.team(named: "A\u{308}rger") } == team)
      #expect(try await desk.read { try $0.team(named: "Straße Nord") } == nil)
    },
    ContractCase("people and teams are found by the beginning of a word, in any case, in the order of their names") {
      trial in
      let (desk, beside) = (try await trial.desk(), try await trial.desk("beta"))
      let names = ["Zoë de Vries", "anna Vries", "Vera", "100% Otto", "Otto"]
      var agents = try names.enumerated().map { number, name in
        Agent(
          id: trial.newID(), email: try trial.email("p\(number)@example.org"), name: name, role: .agent,
          createdAt: trial.now)
      }
      let foreign = Agent(
        id: trial.newID(), email: try trial.email("vera@example.org"), name: "Vera", role: .agent, createdAt: trial.now)
      let requester = Requester(
        id: trial.newID(), email: try trial.email("Kim@example.org"), name: "Ölsen Kim", createdAt: trial.now)
      let team = Team(id: trial.newID(), name: "Night shift", createdAt: trial.now)
      try agents[4].setActive(false, otherAdmins: 1)
      try await desk.write { [agents] in
        for agent in agents { try $0.put(agent) }
        try $0.put(requester)
        try $0.put(team)
      }
      try await beside.write { try $0.put(foreign) }
      func found(_ text: String, limit: Int = 10) async throws -> [String] {
        try await desk.read { try $0.agents(beginning: text, limit: limit).map(\.name) }
      }
      #expect(try await found("VRI") == ["anna Vries", "Zoë de Vries"])
      #expect(try await found("ve") == ["Vera"])
      #expect(try await found("zoë d") == ["Zoë de Vries"])
      #expect(try await found("%") == [])
      #expect(try await found("100%") == ["100% Otto"])
      #expect(try await found("p1@") == ["anna Vries"])
      #expect(try await found("otto") == ["100% Otto"])
      #expect(try await found("", limit: 2) == ["100% Otto", "anna Vries"])
      #expect(try await desk.read { try $0.teams(beginning: "SH", limit: 2) } == [team])
      for text in ["ölsen", "kim@ex", "Ö"] {
        #expect(try await desk.read { try $0.requesters(beginning: text, limit: 2) } == [requester], "\(text)")
      }
      #expect(try await desk.read { try $0.requesters(beginning: "example", limit: 2) } == [])
    },
    ContractCase("a customer and a requester come back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let customer = Customer(id: trial.newID(), name: "Zoo", note: "feeds at 4", createdAt: trial.now)
      let bareCustomer = Customer(id: trial.newID(), name: "Bank", createdAt: trial.now)
      let email = try trial.email("r@example.org")
      let full = Requester(
        id: trial.newID(), email: email, name: "Rita", phone: "+49 1", customer: customer.id, createdAt: trial.now)
      let bare = Requester(id: trial.newID(), email: nil, name: "Rolf", createdAt: trial.now)
      let other = Requester(id: trial.newID(), email: nil, name: "Rolf", createdAt: trial.now)
      try await desk.write {
        for customer in [customer, bareCustomer] { try $0.put(customer) }
        for requester in [full, bare, other] { try $0.put(requester) }
      }
      #expect(try await desk.read { try $0.customer(customer.id) } == customer)
      #expect(try await desk.read { try $0.customer(named: "BANK") } == bareCustomer)
      #expect(try await desk.read { try $0.requester(full.id) } == full)
      #expect(try await desk.read { try $0.newestRequesters(2) } == [other, bare])
      #expect(try await desk.read { try $0.requester(email: email) } == full)
      #expect(try await desk.read { try $0.requester(bare.id) } == bare)
      var changed = full
      changed.reach(at: nil)
      changed.belong(to: nil)
      try await desk.write { [changed] in try $0.put(changed) }
      #expect(try await desk.read { try $0.requester(full.id) } == changed)
    },
  ]
}
