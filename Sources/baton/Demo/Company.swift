import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// The demonstration's desks, their people and their partnerships, as they were founded.
struct Company: Sendable {
  private(set) var tokens: [DemoDeskName: String] = [:]
  private(set) var partnerships: [PartnershipID] = []
  private var actors: [DemoPerson: Actor] = [:]
  private var links: [Set<DemoDeskName>: PartnershipID] = [:]

  func actor(_ person: DemoPerson) throws -> Actor {
    guard let actor = actors[person] else { throw NotFound() }
    return actor
  }

  func tenant(_ desk: DemoDeskName) throws -> TenantID {
    guard let actor = actors.first(where: { $0.key.desk == desk })?.value else { throw NotFound() }
    return actor.tenant
  }

  func partnership(_ one: DemoDeskName, _ other: DemoDeskName) throws -> PartnershipID {
    guard let partnership = links[[one, other]] else { throw NotFound() }
    return partnership
  }
}

extension Company {
  /// Founds the desks, takes in their people, and links them.
  ///
  /// - Parameter passwords: by desk; all of its people have the same.
  init(
    on hub: OpenHub, clock: ToldClock, passwords: [DemoDeskName: Secret<String>]
  ) async throws {
    let operations = Operations(
      storage: hub.store, directory: hub.store, comparer: hub.comparer, hasher: hub.operations.hasher,
      now: { clock.now }, seed: hub.seed,
      backups: hub.operations.backups, intakeOf: hub.operations.intakeOf)
    let founding = Founding(hub: hub, clock: clock, operations: operations)
    for desk in DemoDeskName.allCases {
      let plan = DeskPlan.of(desk)
      let people = DemoPerson.people(at: desk)
      let (admin, token) = try await founding.desk(plan, admin: people[0])
      tokens[desk] = token
      actors[people[0]] = admin
      try await founding.furnish(plan, by: admin)
      for person in people.dropFirst() { actors[person] = try await founding.takeIn(person, by: admin) }
    }
    try await hub.give(passwords, to: actors, at: clock.now)
    for plan in LinkPlan.all {
      let link = try await founding.link(
        plan, try actor(plan.inviter.admin), try actor(plan.acceptor.admin))
      links[[plan.inviter.admin.desk, plan.acceptor.admin.desk]] = link
      partnerships.append(link)
    }
  }
}

extension OpenHub {
  /// Gives people passwords: each desk's the same, each kept as a hash of its own.
  func give(
    _ passwords: [DemoDeskName: Secret<String>], to people: [DemoPerson: Actor], at now: Date
  ) async throws {
    let hasher = operations.hasher
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (person, actor) in people {
        guard let password = passwords[person.desk] else { continue }
        let moment = Moment(now: now, seed: seed())
        group.addTask { [store] in
          let hash = try await hasher.hash(try Password(chosen: password)).text
          _ = try await store.perform(ChangePassword(passwordHash: hash, in: nil), by: actor, moment)
        }
      }
      try await group.waitForAll()
    }
  }
}
