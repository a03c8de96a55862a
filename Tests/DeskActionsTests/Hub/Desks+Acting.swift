import DeskActions
import Federation
import Foundation
import Logging
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Ticketing

extension Desks {
  func moment() -> Moment { Moment(now: clock.now, seed: seeds.next) }

  @discardableResult
  func act<Performed: Action>(_ action: Performed, _ actor: Actor) async throws -> Performed.Outcome {
    try await hub.perform(action, by: actor, moment())
  }

  /// Brings all that waits, by the relay's own courier, until nothing is ready.
  func carry() async throws {
    let courier = Courier(
      queue: hub,
      carriage: HubCarriage(storage: hub, blobs: hub.blobs, now: { clock.now }, seed: { seeds.next }),
      now: { clock.now }, seed: { seeds.next }, logger: Logger(label: "courier") { _ in SwiftLogNoOpLogHandler() })
    for _ in 0..<100 {
      let lanes = try await hub.readyLanes(now: clock.now, limit: 1_000)
      if lanes.isEmpty { return }
      for lane in lanes { try await courier.serve(lane) }
    }
    throw NeverQuiet()
  }

  struct NeverQuiet: Error {}

  /// Runs what the clock makes due.
  func runTimers() async throws {
    try await TimerClock(
      directory: hub, storage: hub, now: { clock.now }, seed: { seeds.next },
      logger: Logger(label: "clock") { _ in SwiftLogNoOpLogHandler() }
    ).runDue()
  }

  func invite(from inviter: TestDesk, secret: UInt8) async throws -> PartnershipID {
    try await act(InvitePartner(name: "a partner", message: nil, secretHash: hash(secret)), inviter.admin).partnership
      .id
  }

  func consume(_ secret: UInt8, of inviter: TestDesk, by actor: Actor) async throws -> AcceptInvitation.Founding {
    try await AcceptInvitation(storage: hub, inviter: inviter.tenant, secretHash: hash(secret), name: nil)
      .consume(by: actor, moment())
  }

  @discardableResult
  func accept(_ secret: UInt8, of inviter: TestDesk, by actor: Actor) async throws -> Partnership {
    let founding = try await consume(secret, of: inviter, by: actor)
    return try await act(KeepPartnership(founding, name: nil), actor)
  }

  func link(_ inviter: TestDesk, _ acceptor: TestDesk, secret: UInt8) async throws -> PartnershipID {
    let id = try await invite(from: inviter, secret: secret)
    try await accept(secret, of: inviter, by: acceptor.admin)
    return id
  }

  private func hash(_ secret: UInt8) -> [UInt8] { [UInt8](repeating: secret, count: 32) }

  func open(_ subject: String = "The till is dead", at desk: TestDesk) async throws -> TicketID {
    var input = TicketInput()
    input.changes.subject = subject
    return try await act(OpenTicket(input), desk.agent).ticket.id
  }

  func offer(_ ticket: TicketID, over partnership: PartnershipID, by desk: TestDesk) async throws -> HandoffID {
    try await act(OfferHandoff(ticket, to: partnership), desk.agent).id
  }

  /// A ticket of Acme's, offered to Fieldworks and accepted there, with all told.
  func handedOver(over links: Links) async throws -> (ticket: TicketID, handoff: HandoffID) {
    let ticket = try await open(at: acme)
    let handoff = try await offer(ticket, over: links.upper, by: acme)
    try await carry()
    try await act(AcceptHandoff(handoff), fieldworks.agent)
    try await carry()
    return (ticket, handoff)
  }

  /// The same, and from Fieldworks on to Smith.
  func handedOn(over links: Links) async throws -> (ticket: TicketID, upper: HandoffID, lower: HandoffID) {
    let (ticket, upper) = try await handedOver(over: links)
    let middle = try await handoff(upper, at: fieldworks).ticket
    let lower = try await offer(middle, over: links.lower, by: fieldworks)
    try await carry()
    try await act(AcceptHandoff(lower), smith.agent)
    try await carry()
    return (ticket, upper, lower)
  }
}
