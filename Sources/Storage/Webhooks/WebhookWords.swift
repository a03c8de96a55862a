import Federation
package import Foundation
package import StrictJSON
import Ticketing

/// What a desk's own systems are told of an event: only what the desk itself may see, in the shape of the API.
///
/// People of this desk, its customers and teams are named by their ids; who is a partner's by the name that the partner lets
/// out, never by an address.
struct WebhookWords {
  private let event: Event
  private let chained: ChainedTicket
  private let comment: Comment?
  private let attachment: Attachment?

  init(_ event: Event, _ chained: ChainedTicket) {
    self.event = event
    self.chained = chained
    comment = event.facts.comment.flatMap { id in chained.effects.comments.last { $0.id == id } }
    attachment = event.facts.attachment.flatMap { id in chained.effects.attachments.last { $0.id == id } }
  }

  /// Whether it is of what was written or attached for this desk alone. What does not say for whom it is, is.
  var isInternal: Bool {
    guard WebhookEvent(event.kind).isConversation else { return false }
    let audiences = [comment?.audience, attachment?.audience, event.facts.audience].compactMap(\.self)
    return audiences.isEmpty || audiences.contains(.internal)
  }

  var json: JSONValue {
    var data: JSONObject = ["event": .object(happening), "ticket": ticket]
    if let comment { data.append("comment", json(comment)) }
    if let attachment { data.append("attachment", json(attachment)) }
    if let handoff { data.append("handoff", handoff) }
    return WebhookMessage.json(WebhookEvent(event.kind), at: event.at, .object(data))
  }

  private var happening: JSONObject {
    let facts = event.facts
    var object: JSONObject = [
      "id": text(event.id), "actor": json(event.actor), "origin": .string(event.origin.rawValue),
    ]
    let more: [(String, JSONValue?)] = [
      ("from", facts.from.map(JSONValue.string)), ("to", facts.to.map(JSONValue.string)),
      ("text", facts.text.map(JSONValue.string)), ("until", facts.until.map { .string(RFC3339.text($0)) }),
      ("message", facts.message.map { .string($0.rawValue) }), ("changes", facts.changes.map(json)),
      ("ticket", facts.ticket.map { ["id": text($0.id), "number": JSONValue($0.number)] }),
    ]
    for (key, value) in more { if let value { object.append(key, value) } }
    return object
  }

  private func json(_ changes: [TicketChange]) -> JSONValue {
    .array(changes.map { ["what": JSONValue($0.what), "from": JSONValue($0.from), "to": JSONValue($0.to)] })
  }

  private var ticket: JSONValue {
    let ticket = chained.ticket
    return [
      "id": text(ticket.id), "number": JSONValue(ticket.number), "subject": .string(ticket.subject),
      "description": .string(ticket.description), "type": .string(ticket.type.rawValue),
      "priority": .string(ticket.priority.rawValue),
      "status": [
        "id": text(ticket.status.id), "name": .string(ticket.status.name),
        "category": .string(ticket.status.category.rawValue),
      ],
      "requester": named(ticket.requester), "assignee": named(ticket.assignee), "team": named(ticket.team),
      "tags": JSONValue(ticket.tags), "resolution": json(ticket.resolution),
      "holder": ["here": .bool(chained.isHolder), "desk": .string(chained.holder)],
      "origin": .string(ticket.origin.rawValue), "created_at": JSONValue(ticket.createdAt),
      "updated_at": JSONValue(ticket.updatedAt), "version": JSONValue(ticket.version),
    ]
  }

  private func json(_ resolution: Resolution?) -> JSONValue {
    resolution.map { ["code": .string($0.code.rawValue), "text": .string($0.text)] } ?? .null
  }

  private func json(_ comment: Comment) -> JSONValue {
    [
      "id": text(comment.id), "body": .string(comment.body), "format": .string(comment.format.rawValue),
      "audience": .string(comment.audience.rawValue), "author": json(comment.author),
      "origin": .string(comment.origin.rawValue), "created_at": JSONValue(comment.createdAt),
      "edited_at": JSONValue(comment.editedAt), "retracted": .bool(comment.isRetracted),
    ]
  }

  private func json(_ file: Attachment) -> JSONValue {
    [
      "id": text(file.id), "name": .string(file.name), "type": .string(file.mediaType), "bytes": JSONValue(file.bytes),
      "audience": .string(file.audience.rawValue), "comment": file.comment.map(text) ?? .null,
      "author": json(file.author),
    ]
  }

  private var handoff: JSONValue? {
    guard let id = event.handoff, let leg = chained.leg(id) else { return nil }
    return [
      "id": text(id), "direction": leg.handoff.side == .delegate ? "in" : "out",
      "state": .string(leg.handoff.state.rawValue), "partnership": text(leg.handoff.partnership),
      "partner": .string(leg.partnership.partnerName), "partner_number": JSONValue(leg.handoff.partnerNumber),
      "eta": JSONValue(leg.handoff.eta),
    ]
  }

  private func json(_ author: Author) -> JSONValue {
    [
      "name": .string(AddressMask.masked(author.name)), "desk": .string(author.desk),
      "kind": .string(author.kind.rawValue),
    ]
  }

  private func text<Entity>(_ id: ID<Entity>) -> JSONValue { .string(id.description) }
  private func named<Entity>(_ id: ID<Entity>?) -> JSONValue { id.map { ["id": text($0)] } ?? .null }
}

extension WebhookMessage {
  /// The envelope that the specification recommends.
  package static func json(_ event: WebhookEvent, at date: Date, _ data: JSONValue) -> JSONValue {
    ["type": .string(event.rawValue), "timestamp": JSONValue(date), "data": data]
  }
}
