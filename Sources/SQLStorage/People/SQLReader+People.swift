import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package func agent(_ id: AgentID) throws -> Agent? { try first(PeopleSQL.agent, [.id(id)], Agent.init) }

  package func agent(email: EmailAddress) throws -> Agent? {
    try first(PeopleSQL.agentByEmail, [.text(email.folded.foldedForComparing)], Agent.init)
  }

  package func agents(_ page: PageRequest) throws -> Page<Agent> {
    try list(PeopleSQL.agents, page, Agent.init) { $0.id.uuid }
  }

  package func agents(_ ids: Set<AgentID>) throws -> [Agent] {
    try rows(PeopleSQL.someAgents, of: ids, Agent.init)
  }

  package func agents(beginning text: String, limit: Int) throws -> [Agent] {
    try rows(PeopleSQL.agentsBeginning, BeginningPattern.values(text) + [.count(limit)], Agent.init)
  }

  package func activeAdminCount() throws -> Int { try first(PeopleSQL.activeAdmins) { $0.count() } ?? 0 }

  package func passwordHash(of agent: AgentID) throws -> String? {
    try first(PeopleSQL.passwordHash, [.id(agent)]) { $0.maybeText() } ?? nil
  }

  package func team(_ id: TeamID) throws -> Team? { try first(PeopleSQL.team, [.id(id)], Team.init) }

  package func team(named name: String) throws -> Team? {
    try first(PeopleSQL.teamByName, [.text(name.foldedForComparing)], Team.init)
  }

  package func teams(_ page: PageRequest) throws -> Page<Team> {
    try list(PeopleSQL.teams, page, Team.init) { $0.id.uuid }
  }

  package func teams(_ ids: Set<TeamID>) throws -> [Team] {
    try rows(PeopleSQL.someTeams, of: ids, Team.init)
  }

  package func teams(beginning text: String, limit: Int) throws -> [Team] {
    try rows(PeopleSQL.teamsBeginning, BeginningPattern.values(text) + [.count(limit)], Team.init)
  }

  package func customer(_ id: CustomerID) throws -> Customer? {
    try first(PeopleSQL.customer, [.id(id)], Customer.init)
  }

  package func customer(named name: String) throws -> Customer? {
    try first(PeopleSQL.customerByName, [.text(name.foldedForComparing)], Customer.init)
  }

  package func customers(_ page: PageRequest) throws -> Page<Customer> {
    try list(PeopleSQL.customers, page, Customer.init) { $0.id.uuid }
  }

  package func customers(_ ids: Set<CustomerID>) throws -> [Customer] {
    try rows(PeopleSQL.someCustomers, of: ids, Customer.init)
  }

  package func requester(_ id: RequesterID) throws -> Requester? {
    try first(PeopleSQL.requester, [.id(id)], Requester.init)
  }

  package func requester(email: EmailAddress) throws -> Requester? {
    try first(PeopleSQL.requesterByEmail, [.text(email.folded.foldedForComparing)], Requester.init)
  }

  package func requesters(_ page: PageRequest) throws -> Page<Requester> {
    try list(PeopleSQL.requesters, page, Requester.init) { $0.id.uuid }
  }

  package func requesters(_ ids: Set<RequesterID>) throws -> [Requester] {
    try rows(PeopleSQL.someRequesters, of: ids, Requester.init)
  }

  package func requesters(beginning text: String, limit: Int) throws -> [Requester] {
    let folded = text.foldedForComparing
    // Behind every text that begins so, and before every other that comes after it.
    let range: [SQLValue] = [.text(folded), .text(folded + "\u{10FFFF}"), .count(limit)]
    let named = try rows(PeopleSQL.requestersNamed, range, Requester.init)
    let others = try rows(PeopleSQL.requestersAt, range, Requester.init).filter { found in
      !named.contains { $0.id == found.id }
    }
    return Array((named + others).prefix(limit))
  }

  package func newestRequesters(_ limit: Int) throws -> [Requester] {
    try rows(PeopleSQL.newestRequesters, [.count(limit)], Requester.init)
  }

  /// A page of a list in the order of its ids, which is the order in which they were made. The statement takes the id to
  /// begin after as `?2` and the limit as `?3`.
  func list<Item>(
    _ statement: Statement, _ page: PageRequest, _ read: (inout Columns) throws -> Item, id: (Item) -> UUID
  ) throws -> Page<Item> {
    let after = page.after?.id ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    let items = try rows(statement, [.uuid(after), .count(page.limit + 1)], read)
    return Page(oneMoreThan: page.limit, items) { PagePosition(id: id($0)) }
  }
}

extension Agent {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), email: try EmailAddress(kept: columns.text()), name: columns.text(),
      role: try columns.word(), teams: [TeamID](packed: columns.bytes()), isActive: columns.flag(),
      createdAt: columns.date())
  }
}

extension Team {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(id: try columns.id(), name: columns.text(), createdAt: columns.date())
  }
}

extension Customer {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(id: try columns.id(), name: columns.text(), note: columns.maybeText(), createdAt: columns.date())
  }
}

extension Requester {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), email: try columns.maybeText().map { try EmailAddress(kept: $0) }, name: columns.text(),
      phone: columns.maybeText(), customer: try columns.maybeID(), createdAt: columns.date())
  }
}

extension EmailAddress {
  init(kept text: String) throws {
    guard let address = EmailAddress(text) else { throw StorageError.corrupt("“\(text)” is no address") }
    self = address
  }
}
