import Federation
import Foundation
import Storage
import Ticketing

/// A desk with one of everybody, and a ticket that came from a vendor and went to a subcontractor.
struct SmallDesk {
  let now = Date(timeIntervalSince1970: 1_790_000_000)
  let statuses: StatusBook
  let desk: Desk
  let agent: Agent
  let team: Team
  let requester: Requester

  init() throws {
    var moment = Moment(now: now, seed: 7)
    statuses = .standard(&moment)
    let tenant = TenantID(UUID())
    desk = Desk(
      tenant: tenant, name: "Fieldworks", federationID: try SmallDesk.secret("a"), statuses: statuses, fieldKeys: [],
      passesThrough: false)
    team = Team(id: moment.newID(), name: "North", createdAt: now)
    agent = Agent(
      id: moment.newID(), email: try SmallDesk.email("ada@example.org"), name: "Ada", role: .admin, teams: [team.id],
      createdAt: now)
    requester = Requester(
      id: moment.newID(), email: try SmallDesk.email("req@example.org"), name: "req@example.org", phone: "1",
      createdAt: now)
  }

  func ticket() -> Ticket {
    Ticket(
      opening: TicketDraft(
        subject: "Paper jam", description: "Tray 2", impact: .high, urgency: .medium,
        status: statuses.first(.onHold), hold: Hold(reason: "parts", until: now), requester: requester.id,
        team: team.id, assignee: agent.id, tags: ["printer"],
        fields: ["floor": .number(3), "vip": .flag(true), "kinds": .choices(["a"]), "day": .day("2026-01-01")],
        site: Site(address: "Main St 1")),
      id: TicketID(UUID()), number: 12, origin: .partner, statuses: statuses, at: now)
  }

  func chained(
    inState upper: HandoffState? = .accepted, outState lower: HandoffState? = .accepted, family: Family = Family()
  ) throws -> ChainedTicket {
    let ticket = ticket()
    let legs = try [
      upper.map { try leg(.delegate, $0, ticket, "Acme") }, lower.map { try leg(.delegator, $0, ticket, "Sparks") },
    ]
    return ChainedTicket(desk: desk, ticket: ticket, legs: legs.compactMap { $0 }, family: family)
  }

  private func leg(_ side: Side, _ state: HandoffState, _ ticket: Ticket, _ partner: String) throws -> Leg {
    let partnership = Partnership(
      id: PartnershipID(UUID()), name: partner, isInviter: true,
      partner: PartnerDesk(name: partner, federationID: try SmallDesk.secret("b"), terms: nil), phase: .joined,
      isSuspendedHere: false, isSuspendedThere: false, receives: true, sharing: .standard, mapping: nil,
      settings: PartnershipSettings(), lane: Lane(), createdAt: now)
    var moment = Moment(now: now, seed: 9)
    let handoff = Handoff(
      id: HandoffID(UUID()), partnership: partnership.id, ticket: ticket.id, side: side, state: state,
      turn: Turn(number: 1), lane: Lane(), chain: ChainTags(startingAt: desk.federationID, moment: &moment),
      follows: nil, offeredAt: now, since: now, message: nil, requires: [], partnerNumber: 4, respondBy: now,
      resolveBy: nil, eta: nil, completion: nil, reason: nil, confirmAt: nil, isOverdue: false, partnerStatus: nil,
      toldStatus: nil, beyond: [], toldChain: [], replySeq: 0)
    return Leg(handoff: handoff, partnership: partnership)
  }

  private struct Unusable: Error {}

  private static func email(_ text: String) throws -> EmailAddress {
    guard let email = EmailAddress(text) else { throw Unusable() }
    return email
  }

  private static func secret(_ digit: Character) throws -> FederationID {
    guard let id = FederationID(hex: String(repeating: digit, count: 32)) else { throw Unusable() }
    return id
  }
}

extension SmallDesk: PeopleReading {
  func agent(_ id: AgentID) -> Agent? { id == agent.id ? agent : nil }
  func agent(email: EmailAddress) -> Agent? { email == agent.email ? agent : nil }
  func agents(_ page: PageRequest) -> Page<Agent> { Page(items: [agent], next: nil) }
  func agents(_ ids: Set<AgentID>) -> [Agent] { ids.contains(agent.id) ? [agent] : [] }
  func activeAdminCount() -> Int { 1 }
  func team(_ id: TeamID) -> Team? { id == team.id ? team : nil }
  func team(named name: String) -> Team? { name == team.name ? team : nil }
  func teams(_ page: PageRequest) -> Page<Team> { Page(items: [team], next: nil) }
  func teams(_ ids: Set<TeamID>) -> [Team] { ids.contains(team.id) ? [team] : [] }
  func customer(_ id: CustomerID) -> Customer? { nil }
  func customer(named name: String) -> Customer? { nil }
  func customers(_ page: PageRequest) -> Page<Customer> { Page(items: [], next: nil) }
  func customers(_ ids: Set<CustomerID>) -> [Customer] { [] }
  func requester(_ id: RequesterID) -> Requester? { id == requester.id ? requester : nil }
  func requester(email: EmailAddress) -> Requester? { email == requester.email ? requester : nil }
  func requesters(_ page: PageRequest) -> Page<Requester> { Page(items: [requester], next: nil) }
  func requesters(_ ids: Set<RequesterID>) -> [Requester] { ids.contains(requester.id) ? [requester] : [] }
  func passwordHash(of agent: AgentID) -> String? { nil }
}
