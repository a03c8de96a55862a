import DeskActions
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// Which way a handoff goes, seen from this desk.
enum HandoffDirection: String, CaseIterable {
  /// This desk received the ticket.
  case `in`
  /// This desk handed it over.
  case out

  init(_ side: Side) {
    switch side {
    case .delegate: self = .in
    case .delegator: self = .out
    }
  }

  var side: Side {
    switch self {
    case .in: .delegate
    case .out: .delegator
    }
  }
}

/// Handoffs as one of their two desks sees them; each partnership is looked up once a request.
struct HandoffView {
  private let tx: any DeskReader
  private let names: ExternalNames
  private var partners: [PartnershipID: String] = [:]

  init(_ tx: any DeskReader, _ names: ExternalNames = .none) {
    self.tx = tx
    self.names = names
  }

  /// - Parameter names: of the handoffs that are shown.
  static func answer(
    with names: ExternalNames
  ) -> @Sendable (_ handoff: Handoff, _ tx: any DeskReader) throws -> Answer {
    { handoff, tx in
      var view = HandoffView(tx, names)
      return .json(try view.json(handoff))
    }
  }

  static let schema = Schema.object([
    "id": .id, "direction": .choice(of: HandoffDirection.self), "state": .choice(of: HandoffState.self),
    "turn": .integer, "partnership": .id, "partner": .text, "partner_number": .integer.orNull,
    "external": ExternalNames.schema.orNull,
    "ticket": .object(["id": .id, "number": .integer]), "site": SiteView.schema.orNull, "message": .text.orNull,
    "resolution": Schema.object(["code": .choice(of: ResolutionCode.self), "text": .text]).orNull,
    "minutes": .integer.orNull, "serial_number": .text.orNull, "reason": .text.orNull, "eta": .time.orNull,
    "respond_by": .time.orNull, "overdue": .flag, "resolve_by": .time.orNull, "confirm_at": .time.orNull,
    "follows": .id.orNull, "offered_at": .time, "since": .time, "recovering": .flag,
    "requires": .list(.choice(of: CompletionRequirement.self)),
  ])

  static let detailSchema = schema.adding(["timeline": .list(.named("TimelineEntry"))])

  package mutating func json(_ handoff: Handoff) throws -> JSONValue { .object(try members(of: handoff)) }

  /// With what happened to it.
  mutating func detail(of handoff: Handoff) throws -> JSONValue {
    var members = try members(of: handoff)
    members.append("timeline", try timeline(of: handoff))
    return .object(members)
  }

  private mutating func members(of handoff: Handoff) throws -> JSONObject {
    guard let ticket = try tx.ticket(handoff.ticket) else { throw NotFound() }
    let completion = handoff.completion
    return [
      "id": JSONValue(handoff.id), "direction": JSONValue(HandoffDirection(handoff.side).rawValue),
      "state": JSONValue(handoff.state.rawValue), "turn": JSONValue(handoff.turn.number),
      "partnership": JSONValue(handoff.partnership), "partner": JSONValue(try partner(over: handoff.partnership)),
      "partner_number": JSONValue(names.partnerNumber(handoff)), "external": names.json(handoff.id),
      "ticket": ["id": JSONValue(ticket.id), "number": JSONValue(ticket.number)], "site": SiteView.json(ticket.site),
      "message": JSONValue(handoff.message), "resolution": resolution(completion),
      "minutes": JSONValue(completion?.minutes), "serial_number": JSONValue(completion?.serialNumber),
      "reason": JSONValue(handoff.reason), "eta": JSONValue(handoff.eta), "respond_by": JSONValue(handoff.respondBy),
      "overdue": JSONValue(handoff.isOverdue), "resolve_by": JSONValue(handoff.resolveBy),
      "confirm_at": JSONValue(handoff.confirmAt), "follows": JSONValue(handoff.follows),
      "offered_at": JSONValue(handoff.offeredAt), "since": JSONValue(handoff.since),
      "recovering": JSONValue(handoff.lane.recovery != nil && handoff.state.isOpen),
      "requires": JSONValue(handoff.requires.map(\.rawValue)),
    ]
  }

  /// What happened to the handoff at this desk, the oldest first.
  private func timeline(of handoff: Handoff) throws -> JSONValue {
    var entries: [JSONValue] = []
    var seen = 0
    while true {
      let page = try tx.timeline(of: handoff.ticket, afterSeq: seen, limit: 200)
      guard let last = page.last else { return .array(entries) }
      entries += page.filter { $0.event.handoff == handoff.id }.map(TimelineView.json)
      seen = last.seq
    }
  }

  private mutating func partner(over id: PartnershipID) throws -> String {
    if let known = partners[id] { return known }
    let name = try tx.existingPartnership(id).partnerName
    partners[id] = name
    return name
  }

  private func resolution(_ completion: Completion?) -> JSONValue {
    guard let resolution = completion?.resolution else { return .null }
    return ["code": JSONValue(resolution.code.rawValue), "text": JSONValue(resolution.text)]
  }
}
