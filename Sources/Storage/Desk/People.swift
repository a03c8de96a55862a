package import Ticketing

/// Lists come oldest first. Those who are asked for by their ids come in any order, and who is not there is left out.
package protocol PeopleReading {
  func agent(_ id: AgentID) throws -> Agent?
  func agent(email: EmailAddress) throws -> Agent?
  func agents(_ page: PageRequest) throws -> Page<Agent>
  func agents(_ ids: Set<AgentID>) throws -> [Agent]
  /// Active agents in the order of their names: those with a word of the name that begins so, or an address that does. An
  /// empty text takes all.
  func agents(beginning text: String, limit: Int) throws -> [Agent]
  func activeAdminCount() throws -> Int
  func team(_ id: TeamID) throws -> Team?
  func team(named name: String) throws -> Team?
  func teams(_ page: PageRequest) throws -> Page<Team>
  func teams(_ ids: Set<TeamID>) throws -> [Team]
  /// In the order of their names: those with a word that begins so.
  func teams(beginning text: String, limit: Int) throws -> [Team]
  func customer(_ id: CustomerID) throws -> Customer?
  func customer(named name: String) throws -> Customer?
  func customers(_ page: PageRequest) throws -> Page<Customer>
  func customers(_ ids: Set<CustomerID>) throws -> [Customer]
  func requester(_ id: RequesterID) throws -> Requester?
  func requester(email: EmailAddress) throws -> Requester?
  func requesters(_ page: PageRequest) throws -> Page<Requester>
  func requesters(_ ids: Set<RequesterID>) throws -> [Requester]
  /// Those whose name or address begins so; there may be very many requesters, so that words inside a name do not count.
  func requesters(beginning text: String, limit: Int) throws -> [Requester]
  /// Newest first.
  func newestRequesters(_ limit: Int) throws -> [Requester]
  /// The Argon2id hash in PHC form; nil where the agent signs in by other means.
  func passwordHash(of agent: AgentID) throws -> String?
}

/// Each `put` writes a new row or replaces the one with the same id.
package protocol PeopleWriting {
  func put(_ agent: Agent) throws
  func put(passwordHash: String, of agent: AgentID) throws
  func put(_ team: Team) throws
  func put(_ customer: Customer) throws
  func put(_ requester: Requester) throws
}
