import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Ticketing

extension World {
  /// Founds hubs, desks and partnerships; nothing goes wrong yet.
  func found() throws {
    for hub in 0..<scenario.hubCount { try openHub(hub) }
    var chance = Chance(seed: scenario.seed, stream: 5)
    for desk in 0..<scenario.desks { try foundDesk(desk, &chance) }
    let links = Array(scenario.links.enumerated())
    let cutOff = linkCutOff
    for (number, link) in links where number != cutOff { try foundLink(number, link, &chance) }
    try pass(while: { true })
    for (number, link) in links where number == cutOff { try foundLink(number, link, isCutOff: true, &chance) }
    for desk in desks.indices { try look(at: desk) }
    phase = .working
    for hub in hubs.indices {
      hubs[hub].fate = fate(of: hub)
      raise(hub)
    }
    chronicle.tell(now, "\(desks.count) desks in a \(scenario.shape.rawValue), faults: \(kindWords)")
  }

  private var kindWords: String {
    scenario.kinds.isEmpty ? "none" : scenario.kinds.map { "\($0.number) \($0.rawValue)" }.joined(separator: ", ")
  }

  private func openHub(_ hub: Int) throws {
    let clocks = (0..<scenario.nodes[hub]).map { _ in NodeClock(clock) }
    let now: @Sendable () -> Date = { [clock = clocks[0]] in clock.now }
    let store: any HubStore =
      switch scenario.level {
      case .model: ModelHubStore(now: now)
      case .files: try SQLiteHubStore(copying: try existingTemplate(), now: now)
      }
    let peaceful = Fate(Chance(seed: 0), crashes: 0, busy: 0)
    hubs.append(HubSite(index: hub, store: store, fate: peaceful, clocks: clocks))
    raise(hub)
  }

  private func existingTemplate() throws -> SQLiteTemplate {
    guard let template else { throw StorageError.unavailable("a world on files needs a template") }
    return template
  }

  /// Starts a process on a hub's storage.
  func raise(_ hub: Int) {
    hubs[hub].run += 1
    hubs[hub].isUp = true
    let frail = hubs[hub].frail
    let main = hubs[hub].clocks[0]
    hubs[hub].wires = hubs[hub].clocks.indices.map { Wire(hub: hub, node: $0) }
    hubs[hub].nodes = hubs[hub].clocks.enumerated().map { index, clock in
      Node(hub: hub, index: index, clock: clock, store: frail, wire: hubs[hub].wires[index], seeds: seeds)
    }
    hubs[hub].carriage = HubCarriage(
      storage: frail, blobs: blobs, now: { main.now }, seed: { [seeds] in seeds.next })
    hubs[hub].relayAt = nil
    hubs[hub].timersAt = nil
    planRelay(hub, in: 1)
    planTimers(hub, in: 1)
  }

  func fate(of hub: Int) -> Fate {
    Fate(
      Chance(seed: scenario.seed, stream: 6, hub &* 1_000 &+ hubs[hub].run),
      crashes: isHealed ? 0 : scenario.share(of: .crash) / 8,
      busy: isHealed ? 0 : scenario.share(of: .busy))
  }

  private func foundDesk(_ index: Int, _ chance: inout Chance) throws {
    let hub = scenario.hubs[index]
    var moment = Moment(now: hubs[hub].clocks[0].now, seed: seeds.next)
    let hex = (0..<4).map { _ in String(format: "%08x", Int(chance.next() & 0xFFFF_FFFF)) }.joined()
    guard let secret = FederationID(hex: hex), let email = EmailAddress(Canary.ownAddress(index)) else {
      throw Breach(.stumble, "a sample of the world's own is wrong")
    }
    let tenant = Tenant(
      id: moment.newID(), slug: "desk\(index)", name: Canary.desk(index), createdAt: moment.now)
    let record = DeskRecord(tenant: tenant, federationID: secret)
    let frail = hubs[hub].frail
    try loop.run { try await frail.create(record) }.get()
    let founding = FoundDesk(
      email: email, adminName: Canary.person(index), passwordHash: "none", tokenHash: Array("token \(index)".utf8))
    let begin = moment
    let admin = try loop.run {
      try await frail.write(in: tenant.id) { tx in
        var moment = begin
        return try founding.perform(in: tx, &moment)
      }
    }.get()
    let actor = Actor(tenant: tenant.id, agent: admin.id, name: admin.name, role: .admin)
    places[tenant.id] = index
    desks.append(
      DeskSite(
        index: index, hub: hub, tenant: tenant.id, name: tenant.name, federationID: secret, actor: actor))
    try equip(index, &chance)
  }

  /// Statuses and fields of its own.
  private func equip(_ desk: Int, _ chance: inout Chance) throws {
    for category in StatusCategory.allCases where chance.happens(0.25) {
      let position = chance.happens(0.3) ? 0 : nil
      let added = AddStatus(name: "\(category.rawValue) of \(desk)", category: category, position: position)
      _ = try act(desk, added, "adds a status")
    }
    if chance.happens(0.4) {
      for key in ["machine", Canary.field] {
        _ = try act(desk, AddField(key: key, name: key, kind: .text, allowed: []), "adds a field")
      }
    }
    if chance.happens(0.45) { _ = try act(desk, ChangeDesk(passesThrough: true), "passes through") }
    try learnStatuses(desk)
  }

  func learnStatuses(_ desk: Int) throws {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    let book = try loop.run { try await store.desks.read(in: tenant) { try $0.statuses() } }.get()
    desks[desk].statuses = book.statuses.map(\.name)
    for status in book.statuses { desks[desk].book[status.name] = status }
  }

  /// - Parameter isCutOff: whether the acceptor dies before it has kept the partnership.
  private func foundLink(
    _ number: Int, _ link: (Int, Int), isCutOff: Bool = false, _ chance: inout Chance
  ) throws {
    let (inviter, acceptor) = link
    let secret = [UInt8](repeating: UInt8(number + 1), count: 32)
    let invite = InvitePartner(name: Canary.desk(acceptor), message: nil, secretHash: secret)
    guard let invited = try act(inviter, invite, "invites desk \(acceptor)") else {
      throw Breach(.stumble, "nobody could be invited")
    }
    let id = invited.partnership.id
    ends[id] = (inviter, acceptor)
    let fleet = Fleet(stores: desks.map { ($0.tenant, hubs[$0.hub].frail) })
    let accept = AcceptInvitation(
      storage: fleet, inviter: desks[inviter].tenant, secretHash: secret, name: nil)
    let (actor, moment) = (desks[acceptor].actor, moment(at: acceptor))
    let founding = try loop.run { try await accept.consume(by: actor, moment) }.get()
    for desk in [inviter, acceptor] { desks[desk].partnerships.append(id) }
    if isCutOff {
      try cutOff(acceptor, id, of: inviter)
      return try agree(inviter, id, &chance)
    }
    _ = try act(acceptor, KeepPartnership(founding, name: nil), "accepts")
    for desk in [inviter, acceptor] { try agree(desk, id, &chance) }
  }

  /// What a desk lets out over a partnership, how it translates, how it works with the partner.
  private func agree(_ desk: Int, _ partnership: PartnershipID, _ chance: inout Chance) throws {
    if chance.happens(0.7) {
      _ = try act(desk, SetSharing(partnership, sharing(&chance)), "sets sharing")
    }
    if chance.happens(0.4) { _ = try translate(desk, partnership, &chance) }
    if chance.happens(0.5) {
      _ = try act(desk, ChangePartnership(partnership, settings: settings(&chance)), "sets the partnership")
    }
  }
}

/// Storage of several hubs, found by tenant: for what is done once at two desks.
struct Fleet: DeskStorage {
  let stores: [(tenant: TenantID, store: FrailStore)]

  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value {
    try await store(of: tenant).write(in: tenant, body)
  }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value {
    try await store(of: tenant).read(in: tenant, body)
  }

  private func store(of tenant: TenantID) throws -> FrailStore {
    guard let found = stores.first(where: { $0.tenant == tenant }) else { throw NotFound() }
    return found.store
  }
}
