import DeskActions
import Federation
import Foundation
import Logging
import Mail
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Synchronization
import Ticketing

/// A desk with Ann, who has a ticket, and Ben, who comments on it.
struct MailedDesk: Sendable {
  let hub: SQLiteHub
  let clock: HandedClock
  let ann: Actor
  let ben: Actor
  let ticket: TicketID
  private let chance: Chance

  /// Other ids each time, the same ones in each run.
  private final class Chance: Sendable {
    private let last = Mutex<UInt64>(1)

    var next: UInt64 {
      last.withLock {
        $0 += 1
        return $0
      }
    }
  }

  /// - Parameter mailDomain: below which the hub gives the desk an address.
  static func run(mailDomain: String? = nil, _ body: (MailedDesk) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-mail-\(UUID().uuidString)")
    let clock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000))
    let hub = try SQLiteHub(
      at: directory, sealer: OpenSealer(), logger: Logger(label: "mail") { _ in SwiftLogNoOpLogHandler() },
      now: { clock.now }, mailDomain: mailDomain)
    do { try await body(try await MailedDesk(hub, clock)) } catch {
      try await hub.close()
      try FileManager.default.removeItem(at: directory)
      throw error
    }
    try await hub.close()
    try FileManager.default.removeItem(at: directory)
  }

  private init(_ hub: SQLiteHub, _ clock: HandedClock) async throws {
    (self.hub, self.clock) = (hub, clock)
    let chance = Chance()
    self.chance = chance
    var moment = Moment(now: clock.now, seed: 1)
    let tenant = Tenant(id: moment.newID(), slug: "acme", name: "Acme", createdAt: clock.now)
    guard let federationID = FederationID(hex: String(repeating: "a", count: 32)),
      let (anns, bens) = EmailAddress("ann@acme.example").flatMap({ ann in
        EmailAddress("ben@acme.example").map { (ann, $0) }
      })
    else { throw NoSample() }
    try await hub.create(DeskRecord(tenant: tenant, federationID: federationID))
    let founding = FoundDesk(email: anns, adminName: "Ann", passwordHash: "none", tokenHash: [1])
    let begun = moment
    let admin = try await hub.write(in: tenant.id) { tx in
      var moment = begun
      return try founding.perform(in: tx, &moment)
    }
    let ann = Actor(tenant: tenant.id, agent: admin.id, name: "Ann", role: .admin)
    self.ann = ann
    func act<Performed: Action>(_ action: Performed, _ actor: Actor) async throws -> Performed.Outcome {
      try await hub.perform(action, by: actor, Moment(now: clock.now, seed: chance.next))
    }
    let agent = try await act(AddAgent(email: bens, name: "Ben", role: .agent), ann)
    ben = Actor(tenant: tenant.id, agent: agent.id, name: "Ben", role: .agent)
    var input = TicketInput()
    input.changes.subject = "The till is dead"
    input.assignee = .to(admin.id.description)
    ticket = try await act(OpenTicket(input), ann).ticket.id
  }

  @discardableResult
  func act<Performed: Action>(_ action: Performed) async throws -> Performed.Outcome {
    try await hub.perform(action, by: ben, Moment(now: clock.now, seed: chance.next))
  }

  /// Ben's words.
  @discardableResult
  func comment(_ words: String, _ audience: Audience) async throws -> Comment {
    try await act(WriteComment(ticket, body: words, audience: audience))
  }

  /// Shuts Ann out, however many admins that leaves.
  func shutOut() async throws {
    let id = ann.agent
    try await hub.write(in: ann.tenant) { tx in
      guard var agent = try tx.agent(id) else { throw NoSample() }
      try agent.setActive(false, otherAdmins: 1)
      try tx.put(agent)
    }
  }

  /// The one mail.
  func mail() async throws -> OutgoingMail {
    let (agent, ticket) = (ann.agent, ticket)
    guard let mail = try await hub.read(in: ann.tenant, { try $0.newestReplyMail(to: agent, on: ticket)?.mail }) else {
      throw NoSample()
    }
    return mail
  }

  /// - Returns: one without jitter.
  func postman(
    _ carrier: any MailCarrier, acknowledgementsAnHour: Int = RequesterMail.acknowledgementsAnHourOfHub
  ) throws -> Postman {
    guard let sender = Mailbox("Baton <support@example.com>") else { throw NoSample() }
    return Postman(
      queue: hub, storage: hub, blobs: hub.blobs, carrier: carrier, sender: sender, publicURL: "https://baton.example",
      acknowledgementsAnHour: acknowledgementsAnHour, now: { clock.now }, seed: { 0 },
      logger: Logger(label: "postman") { _ in SwiftLogNoOpLogHandler() })
  }
}
