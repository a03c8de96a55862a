import Federation
import Foundation
import ModelStorage
import Storage
import Ticketing

/// A desk of Acme's on any storage, with a partner and samples of what it keeps; the same on each.
struct ModelDesk: Sendable {
  static let now = Date(timeIntervalSince1970: 1_790_000_000.25)

  let record: DeskRecord
  let statuses: StatusBook
  let partnership: Partnership

  var tenant: TenantID { record.tenant.id }

  init(_ slug: String = "acme", seed: UInt64 = 1) throws {
    var moment = Moment(now: Self.now, seed: seed)
    let tenant = Tenant(id: moment.newID(), slug: slug, name: "Acme", createdAt: Self.now)
    guard let federationID = FederationID(hex: String(repeating: "a", count: 32)) else {
      throw StorageError.corrupt("a sample")
    }
    record = DeskRecord(tenant: tenant, federationID: federationID)
    statuses = StatusBook.standard(&moment)
    partnership = Partnership(
      id: moment.newID(), name: "Fieldworks", isInviter: true, partner: nil, phase: .joined, isSuspendedHere: false,
      isSuspendedThere: false, receives: true, sharing: .standard, mapping: nil, settings: PartnershipSettings(),
      lane: Lane(), createdAt: Self.now)
  }

  func open(on directory: any TenantDirectory, _ storage: any DeskStorage) async throws {
    try await directory.create(record)
    try await storage.write(in: tenant) { [self] desk in
      for status in statuses.statuses { try desk.put(status) }
      try desk.put(partnership)
    }
  }

  func ticket(_ number: Int, _ moment: inout Moment) -> Ticket {
    Ticket(
      opening: TicketDraft(subject: "Ticket \(number)", description: "words", tags: ["tag\(number % 3)"]),
      id: moment.newID(), number: number, origin: .here, statuses: statuses, at: moment.now)
  }

  func handoff(of ticket: TicketID, _ moment: inout Moment) -> Handoff {
    Handoff(
      id: moment.newID(), partnership: partnership.id, ticket: ticket, side: .delegator, state: .offered,
      turn: Turn(number: 1), lane: Lane(), chain: ChainTags(startingAt: record.federationID, moment: &moment),
      follows: nil, offeredAt: moment.now, since: moment.now, message: nil, requires: [], partnerNumber: nil,
      respondBy: moment.now.addingTimeInterval(60), resolveBy: nil, eta: nil, completion: nil, reason: nil,
      confirmAt: nil, isOverdue: false, partnerStatus: nil, toldStatus: nil, beyond: [], toldChain: [], replySeq: 0)
  }

  func delivery(on lane: LaneID, seq: Int, ticket: TicketID?, _ moment: inout Moment) throws -> Delivery {
    let handoff: HandoffID? = if case .handoff(let id) = lane { id } else { nil }
    let envelope = Envelope(
      partnership: partnership.id, handoff: handoff, direction: .down, epoch: 1, seq: seq, event: moment.newID(),
      cause: nil, hops: 1, turn: Turn(number: 1), seen: 0,
      author: WireAuthor(ref: "", name: "", kind: .system, role: nil, desk: "Acme"), at: moment.now,
      message: .recall(Reason("wrong desk")))
    return Delivery(
      id: moment.newID(), direction: .out, partnership: partnership.id, lane: lane, ticket: ticket, epoch: 1, seq: seq,
      event: envelope.event, kind: .recall, state: .waiting, createdAt: moment.now,
      wireBytes: try envelope.wireBytes())
  }

  func comment(_ body: String, on ticket: TicketID, _ moment: inout Moment) -> Comment {
    Comment(
      id: moment.newID(), ticket: ticket, event: moment.newID(), body: body, format: .text, audience: .partner,
      author: Author(kind: .system, name: "", desk: "Acme"), origin: .here, createdAt: moment.now)
  }

  func event(_ moment: inout Moment) -> Event {
    Event(
      id: moment.newID(), at: moment.now, kind: .status, actor: Author(kind: .system, name: "", desk: "Acme"),
      origin: .here, handoff: nil, facts: EventFacts())
  }
}
