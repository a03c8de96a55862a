import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// The demonstration's desks: made by running the real actions, once; kept beside the data so that a second start finds them.
struct DemoDesks {
  let hub: OpenHub
  let data: String

  struct Desk: Codable {
    let slug: String
    let name: String
    let admin: String
    let password: String
    let token: String
  }

  struct Desks: Codable {
    var desks: [Desk]
    /// The partnership of acme and fieldworks, and that of fieldworks and sparks.
    var partnerships: [String]

    func jsonText() throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  func prepare() async throws -> Desks {
    if let kept = FileManager.default.contents(atPath: path) {
      guard let desks = try? JSONDecoder().decode(Desks.self, from: kept) else {
        throw OperationRefusal("\(path) is damaged; remove \(data) and start again")
      }
      return desks
    }
    var made = Desks(desks: [], partnerships: [])
    for (slug, name, admin, words) in Self.plan {
      made.desks.append(try await desk(slug, name, admin, words))
    }
    made.partnerships = [
      try await link("acme", "fieldworks", among: made), try await link("fieldworks", "sparks", among: made),
    ]
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(try made.jsonText().utf8), attributes: [.posixPermissions: 0o600])
    else { throw OperationRefusal("\(path) cannot be written") }
    return made
  }

  private var path: String { data + "/demo.json" }

  /// Each desk with its own words for the statuses.
  private static let plan: [(String, String, String, [StatusCategory: String])] = [
    (
      "acme", "Acme Cooling", "vera@acme.example",
      [.waitingForPartner: "With a partner", .onHold: "Parked", .resolved: "Solved"]
    ),
    (
      "fieldworks", "Fieldworks Service", "piet@fieldworks.example",
      [.new: "Incoming", .inProgress: "On the road", .waitingForPartner: "At a subcontractor", .resolved: "Job done"]
    ),
    (
      "sparks", "Sparks Electric", "sam@sparks.example",
      [.new: "Inbox", .inProgress: "Busy", .waitingForRequester: "Customer asked", .closed: "Archive"]
    ),
  ]

  private func desk(
    _ slug: String, _ name: String, _ admin: String, _ words: [StatusCategory: String]
  ) async throws -> Desk {
    let answer = await hub.operations.answer(.createTenant(slug: slug, name: name, admin: admin))
    guard case .created(let created) = answer, let token = created.token, let password = created.password else {
      throw OperationRefusal("the demonstration desk \(slug) could not be made; remove \(data) and start again")
    }
    let actor = try await actor(slug)
    let statuses = try await hub.store.read(in: actor.tenant) { try $0.statuses() }
    for (category, word) in words.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      _ = try await hub.store.perform(
        ChangeStatus(statuses.first(category).id, name: word, position: nil), by: actor, moment())
    }
    return Desk(slug: slug, name: name, admin: admin, password: password, token: token)
  }

  private func link(_ inviter: String, _ acceptor: String, among desks: Desks) async throws -> String {
    let from = try await actor(inviter)
    let to = try await actor(acceptor)
    let name = desks.desks.first { $0.slug == acceptor }?.name ?? acceptor
    let code = TokenSecret(.invitation, for: from.tenant)
    let invited = try await hub.store.perform(
      InvitePartner(name: name, message: nil, secretHash: code.hash), by: from, moment())
    let accepting = AcceptInvitation(
      storage: hub.store, inviter: from.tenant, secretHash: code.hash, name: nil)
    let founding = try await accepting.consume(by: to, moment())
    _ = try await hub.store.perform(KeepPartnership(founding, name: nil), by: to, moment())
    return invited.partnership.id.description
  }

  private func actor(_ slug: String) async throws -> Actor {
    guard let tenant = try await hub.store.tenant(slug: slug) else { throw NotFound() }
    let agent = try await hub.store.read(in: tenant.id) { try $0.agents(PageRequest(limit: 1)).items.first }
    guard let agent else { throw NotFound() }
    return Actor(tenant: tenant.id, agent: agent.id, name: agent.name, role: agent.role)
  }

  private func moment() -> Moment { Moment(now: hub.now(), seed: hub.seed()) }
}
