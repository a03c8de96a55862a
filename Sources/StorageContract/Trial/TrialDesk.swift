import Federation
import Foundation
import Storage
import Ticketing

/// A desk of a trial's.
struct TrialDesk: Sendable {
  let trial: Trial
  let record: DeskRecord
  let statuses: StatusBook

  var tenant: TenantID { record.tenant.id }
  var author: Author { Author(kind: .agent, name: "Ann", desk: record.tenant.name) }

  @discardableResult
  func write<Value: Sendable>(_ body: @escaping @Sendable (any DeskTransaction) throws -> Value) async throws -> Value {
    try await trial.desks.write(in: tenant, body)
  }

  func read<Value: Sendable>(_ body: @escaping @Sendable (any DeskReader) throws -> Value) async throws -> Value {
    try await trial.desks.read(in: tenant, body)
  }

  func opened(
    _ subject: String, _ description: String = "", number: Int, tags: [String] = [], ties: Ties = Ties()
  ) -> Ticket {
    Ticket(
      opening: TicketDraft(subject: subject, description: description, tags: tags, ties: ties), id: trial.newID(),
      number: number,
      origin: .here, statuses: statuses, at: trial.now)
  }

  /// A ticket that is kept.
  func ticket(_ subject: String = "Printer", _ description: String = "") async throws -> Ticket {
    let draft = opened(subject, description, number: 0)
    return try await write { desk in
      let ticket = draft.numbered(try desk.nextTicketNumber())
      try desk.insert(ticket)
      return ticket
    }
  }

  func comment(
    _ body: String, on ticket: TicketID, at createdAt: Date? = nil, audience: Audience = .internal
  ) -> Comment {
    Comment(
      id: trial.newID(), ticket: ticket, event: trial.newID(), body: body, format: .text, audience: audience,
      author: author, origin: .here, createdAt: createdAt ?? trial.now)
  }

  func event(_ kind: Event.Kind = .commented, _ facts: EventFacts = EventFacts()) -> Event {
    Event(id: trial.newID(), at: trial.now, kind: kind, actor: author, origin: .here, handoff: nil, facts: facts)
  }

  func agent(_ email: String) throws -> Agent {
    Agent(id: trial.newID(), email: try trial.email(email), name: "Ann", role: .agent, createdAt: trial.now)
  }

  /// A desk needs one to be whole.
  func appointAdmin() async throws {
    let admin = Agent(
      id: trial.newID(), email: try trial.email("admin@example.org"), name: "Ada", role: .admin, createdAt: trial.now)
    try await write { try $0.put(admin) }
  }

  /// A partnership with nothing but what it must have.
  func partnership(_ name: String = "Fieldworks") -> Partnership {
    Partnership(
      id: trial.newID(), name: name, isInviter: false, partner: nil, phase: .invited, isSuspendedHere: false,
      isSuspendedThere: false, receives: false, sharing: .standard, mapping: nil, settings: PartnershipSettings(),
      lane: Lane(), createdAt: trial.now)
  }

  /// A handoff with nothing but what it must have.
  func handoff(
    of ticket: TicketID, over partnership: PartnershipID, side: Side = .delegator, state: HandoffState = .offered,
    respondBy: Date? = nil, confirmAt: Date? = nil, lane: Lane = Lane()
  ) -> Handoff {
    var moment = trial.newMoment()
    return Handoff(
      id: trial.newID(), partnership: partnership, ticket: ticket, side: side, state: state, turn: Turn(number: 1),
      lane: lane, chain: ChainTags(startingAt: record.federationID, moment: &moment), follows: nil,
      offeredAt: trial.now, since: trial.now, message: nil, requires: [], partnerNumber: nil, respondBy: respondBy,
      resolveBy: nil, eta: nil, completion: nil, reason: nil, confirmAt: confirmAt, isOverdue: false,
      partnerStatus: nil, toldStatus: nil, beyond: [], toldChain: [], replySeq: 0)
  }

  /// A message on its way out.
  func delivery(on lane: LaneID, over partnership: PartnershipID, seq: Int, epoch: Int = 1) throws -> Delivery {
    let handoff: HandoffID? = if case .handoff(let id) = lane { id } else { nil }
    let envelope = Envelope(
      partnership: partnership, handoff: handoff, direction: .down, epoch: epoch, seq: seq, event: trial.newID(),
      cause: nil, hops: 1, turn: Turn(number: 1), seen: 0,
      author: WireAuthor(ref: "", name: "", kind: .system, role: nil, desk: record.tenant.name), at: trial.now,
      message: .recall(Reason("wrong desk")))
    return Delivery(
      id: trial.newID(), direction: .out, partnership: partnership, lane: lane, ticket: nil, epoch: epoch, seq: seq,
      event: envelope.event, kind: .recall, state: .waiting, createdAt: trial.now,
      wireBytes: try envelope.wireBytes())
  }
}

extension Ticket {
  func numbered(_ number: Int) -> Ticket {
    Ticket(
      id: id, number: number, subject: subject, description: description, type: type, priority: priority,
      impact: impact, urgency: urgency, status: status, hold: hold, requester: requester, assignee: assignee,
      team: team, tags: tags, fields: fields, site: site, resolution: resolution, ties: ties, origin: origin,
      createdAt: createdAt, updatedAt: updatedAt, version: version)
  }
}
