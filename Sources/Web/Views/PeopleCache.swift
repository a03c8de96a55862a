package import Storage
import StrictJSON
import Ticketing

/// Looks up the people that tickets name, each once a request; for a page of a list, all of them at once.
package struct PeopleCache {
  private let desk: any PeopleReading
  private var agents: [AgentID: JSONValue] = [:]
  private var teams: [TeamID: JSONValue] = [:]
  private var requesters: [RequesterID: JSONValue] = [:]
  private var customers: [CustomerID: JSONValue] = [:]

  package init(_ desk: any PeopleReading) { self.desk = desk }

  mutating func look(at tickets: [Ticket]) throws {
    PeopleCache.add(try desk.agents(Set(tickets.compactMap(\.assignee))), to: &agents, \.id, AgentView.brief)
    PeopleCache.add(try desk.teams(Set(tickets.compactMap(\.team))), to: &teams, \.id, TeamView.brief)
    PeopleCache.add(
      try desk.requesters(Set(tickets.compactMap(\.requester))), to: &requesters, \.id, RequesterView.brief)
  }

  mutating func look(at members: [Agent]) throws {
    PeopleCache.add(try desk.teams(Set(members.flatMap(\.teams))), to: &teams, \.id, TeamView.brief)
  }

  mutating func look(at contacts: [Requester]) throws {
    PeopleCache.add(
      try desk.customers(Set(contacts.compactMap(\.customer))), to: &customers, \.id, CustomerView.brief)
  }

  private static func add<Entity>(
    _ found: [Entity], to views: inout [ID<Entity>: JSONValue], _ id: (Entity) -> ID<Entity>,
    _ view: (Entity) -> JSONValue
  ) {
    for entity in found { views[id(entity)] = view(entity) }
  }

  mutating func assignee(_ id: AgentID?) throws -> JSONValue {
    try PeopleCache.known(id, in: &agents) { [desk] in try desk.agent($0).map(AgentView.brief) }
  }

  mutating func team(_ id: TeamID?) throws -> JSONValue {
    try PeopleCache.known(id, in: &teams) { [desk] in try desk.team($0).map(TeamView.brief) }
  }

  mutating func requester(_ id: RequesterID?) throws -> JSONValue {
    try PeopleCache.known(id, in: &requesters) { [desk] in try desk.requester($0).map(RequesterView.brief) }
  }

  mutating func customer(_ id: CustomerID?) throws -> JSONValue {
    try PeopleCache.known(id, in: &customers) { [desk] in try desk.customer($0).map(CustomerView.brief) }
  }

  /// Null for nobody, and for somebody who is not there.
  private static func known<Entity>(
    _ id: ID<Entity>?, in views: inout [ID<Entity>: JSONValue], _ look: (ID<Entity>) throws -> JSONValue?
  ) throws -> JSONValue {
    guard let id else { return .null }
    if let view = views[id] { return view }
    let view = try look(id) ?? .null
    views[id] = view
    return view
  }
}
