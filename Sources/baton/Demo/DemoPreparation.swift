import Foundation
import Glibc
import Logging
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// Makes the demonstration, once: desks, people, partnerships, and six weeks of work. It is made before the hub serves, and is
/// whole or is made anew.
struct DemoPreparation {
  let place: HubPlace
  let level: Logger.Level
  /// Whether the hub is reached from its own machine only.
  let isLocal: Bool

  var record: DemoRecord { DemoRecord(data: place.data) }
  private var line: DemoLine { DemoLine() }

  func callAsFunction() async throws -> DemoDesks {
    if let database = place.database { try await settle(in: database) }
    if let kept = try record.desks() {
      return kept.hasEasyPasswords && !isLocal ? try await harden(kept) : kept
    }
    if record.isUnfinished {
      try await clearUnderLock()
    } else if record.hasHub {
      throw OperationRefusal("\(place.data) holds another hub, not a demonstration: take another --data")
    }
    try record.begin()
    return try await open(mayFound: true) { hub in
      let desks = try await make(on: hub)
      try record.keep(desks)
      return desks
    }
  }

  /// A demonstration that was begun and not ended is removed; but not while another process is at it.
  private func clearUnderLock() async throws {
    if record.hasHub { try await open(mayFound: false) { _ in } }
    try record.clear()
  }

  private func make(on hub: OpenHub) async throws -> DemoDesks {
    let now = hub.now()
    let clock = ToldClock(Story.Beginning.daysAgo(45, 8, 0).date(before: now))
    let passwords = DemoDeskName.allCases.reduce(into: [DemoDeskName: Secret<String>]()) { passwords, desk in
      passwords[desk] = isLocal ? Secret(desk.easyPassword) : TemporaryPassword.make()
    }
    line.show(0)
    let company = try await Company(on: hub, clock: clock, passwords: passwords)
    var stage = Stage(company, on: hub, clock: clock)
    try await stage.play(Story.all, until: now) { line.show($0) }
    line.end()
    return DemoDesks(
      desks: DemoDeskName.allCases.map { desk in
        let people = DemoPerson.people(at: desk)
        return DemoDesks.Desk(
          slug: desk.rawValue, name: DeskPlan.of(desk).name, admin: people.first?.email ?? "",
          password: passwords[desk]?.expose() ?? "", token: company.tokens[desk] ?? "",
          people: people.map { DemoDesks.Person(name: $0.name, email: $0.email, role: $0.role.rawValue) })
      },
      partnerships: company.partnerships.map(\.description), hasEasyPasswords: isLocal)
  }

  /// Gives everybody a password that nobody can guess, once the hub is reached from elsewhere too.
  private func harden(_ kept: DemoDesks) async throws -> DemoDesks {
    var desks = kept
    for index in desks.desks.indices { desks.desks[index].password = TemporaryPassword.make().expose() }
    let changed = desks
    try await open(mayFound: false) { hub in
      // Kept as easy until everybody has the new one, so that a start that was broken off is made up for by the next.
      try record.keep(changed)
      let people = try await actors(on: hub)
      let passwords = changed.desks.map { (DemoDeskName(rawValue: $0.slug), Secret($0.password)) }
      let known = Dictionary(passwords.compactMap { desk, secret in desk.map { ($0, secret) } }) { first, _ in first }
      try await hub.give(known, to: people, at: hub.now())
    }
    desks.hasEasyPasswords = false
    try record.keep(desks)
    return desks
  }

  /// The people of the demonstration who still are at their desks.
  private func actors(on hub: OpenHub) async throws -> [DemoPerson: Actor] {
    var actors: [DemoPerson: Actor] = [:]
    for person in DemoPerson.all {
      guard let tenant = try await hub.store.tenant(slug: person.desk.rawValue)?.id,
        let email = EmailAddress(person.email),
        let agent = try await hub.store.read(in: tenant, { try $0.agent(email: email) }), agent.isActive
      else { continue }
      actors[person] = Actor(tenant: tenant, agent: agent.id, name: agent.name, role: agent.role)
    }
    return actors
  }

  func open<Result>(mayFound: Bool, _ work: (OpenHub) async throws -> Result) async throws -> Result {
    let hub = try await OpenHub(at: place, level: level, mayFound: mayFound)
    do {
      let result = try await work(hub)
      await hub.close()
      return result
    } catch {
      await hub.close()
      throw error
    }
  }
}

/// How far the making has come, on the standard error: written over where that is a terminal, else said once.
struct DemoLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1

  func show(_ part: Double) {
    let words = "baton: preparing the demonstration"
    if isTerminal { write("\r\(words): \(Int(part * 100)) %") } else if part == 0 { write(words + " …\n") }
  }

  func end() { if isTerminal { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
