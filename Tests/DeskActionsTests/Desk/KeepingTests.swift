import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("What a desk cannot do without", .timeLimit(.minutes(10)))
struct KeepingTests {
  @Test("a status that tickets stand in is kept")
  func statusInUse() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let extra = try await desks.act(AddStatus(name: "Fresh", category: .new, position: -1), desks.acme.admin)
      _ = try await desks.open(at: desks.acme)
      await #expect(throws: StatusRefusal.inUse("Fresh", tickets: 1)) {
        try await desks.act(RemoveStatus(extra.id), desks.acme.admin)
      }
    }
  }

  @Test("the last status of a category is kept", arguments: StatusCategory.allCases)
  func lastOfCategory(_ category: StatusCategory) async throws {
    try await Desks.run(linked: false) { desks, _ in
      let status = try await desks.hub.read(in: desks.acme.tenant) { try $0.statuses().first(category) }
      await #expect(throws: StatusRefusal.lastOfCategory(status.name, category)) {
        try await desks.act(RemoveStatus(status.id), desks.acme.admin)
      }
    }
  }

  @Test("a status that a mapping leads to is kept; one that it only tells of goes, out of the mapping as well")
  func neededByMapping() async throws {
    try await Desks.run { desks, links in
      let admin = desks.acme.admin
      let needed = try await desks.act(AddStatus(name: "At the partner", category: .waitingForPartner), admin)
      let told = try await desks.act(AddStatus(name: "Looked at", category: .inProgress), admin)
      let book = try await desks.hub.read(in: desks.acme.tenant) { try $0.statuses() }
      var mapping = MappingInput()
      for category in StatusCategory.allCases {
        mapping.in[category] = .init(book.first(category).name, at: "/in/\(category.rawValue)")
      }
      for category in [StatusCategory.new, .inProgress, .waitingForPartner] {
        mapping.in[category] = .init(needed.name, at: "/in/\(category.rawValue)")
      }
      mapping.out = book.statuses.map {
        .init(status: .init($0.id.description, at: "/out"), category: $0.category)
      }
      try await desks.act(SetMapping(links.upper, mapping), admin)
      let partner = try await desks.partnership(links.upper, at: desks.acme).name
      await #expect(throws: StatusRefusal.neededByMapping(needed.name, partnerships: [partner])) {
        try await desks.act(RemoveStatus(needed.id), admin)
      }
      try await desks.act(RemoveStatus(told.id), admin)
      #expect(try await desks.partnership(links.upper, at: desks.acme).mapping?.out[told.id] == nil)
    }
  }

  @Test("the last active admin stays admin, and active")
  func lastAdmin() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let admin = desks.acme.admin
      await #expect(throws: PeopleRefusal.lastAdmin) {
        try await desks.act(ChangeAgent(admin.agent, role: .agent), admin)
      }
      await #expect(throws: PeopleRefusal.lastAdmin) {
        try await desks.act(ChangeAgent(admin.agent, isActive: false), admin)
      }
      try await desks.act(ChangeAgent(desks.acme.agent.agent, role: .admin), admin)
      try await desks.act(ChangeAgent(admin.agent, role: .agent), admin)
      await #expect(throws: PeopleRefusal.lastAdmin) {
        try await desks.act(ChangeAgent(desks.acme.agent.agent, role: .light, isActive: false), admin)
      }
    }
  }

  @Test("each desk has its own last admin")
  func adminsOfOthers() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.act(ChangeAgent(desks.smith.agent.agent, role: .admin), desks.smith.admin)
      await #expect(throws: PeopleRefusal.lastAdmin) {
        try await desks.act(ChangeAgent(desks.acme.admin.agent, role: .light), desks.acme.admin)
      }
    }
  }
}
