import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Handing a ticket over, and looking at what was handed over. The moves that follow are in `HandoffMoveRoutes`.
enum HandoffRoutes {
  private static let ofTicket = "/api/v1/tickets/{ticket}/handoffs"
  private static let path = "/api/v1/handoffs"

  package static let all: [Route] = [
    Route(
      .post, ofTicket, "Offers the ticket to a partner.", body: .json(OfferBody.schema, isOptional: false), status: 201,
      answer: .named("Handoff"), handle: offer),
    Route(
      .post, ofTicket + "/preview", "What the partner would see of the ticket; nothing leaves.",
      body: .json(OfferBody.schema, isOptional: false), answer: .named("HandoffPreview"), handle: preview),
    Route(
      .get, path, "Handoffs of this desk, oldest first.", query: query, answer: .page(of: "Handoff"), handle: list),
    Route(.get, path + "/{handoff}", "One handoff with its timeline.", answer: .named("HandoffDetail"), handle: read),
    Route(
      .patch, path + "/{handoff}",
      "Changes what was agreed about time: the delegate its ETA, the delegator deadlines and priority.",
      body: .json(HandoffChangeBody.schema, isOptional: false), answer: .named("Handoff"), handle: change),
  ]

  private static let query =
    [
      QueryParameter("direction", "`in`: received; `out`: handed over.", .choice(of: HandoffDirection.self)),
      QueryParameter("state", "Only those in this state.", .choice(of: HandoffState.self)),
      QueryParameter("partnership", "Only those over this partnership.", .id),
    ] + QueryParameter.paging

  private static func offer(_ call: Call) async throws -> Answer {
    try await call.write(try await offerAction(call)) { handoff, tx in
      var view = HandoffView(tx)
      return .created(try view.json(handoff), at: "\(path)/\(handoff.id)")
    }
  }

  private static func preview(_ call: Call) async throws -> Answer {
    try await call.write(PreviewHandoff(try await offerAction(call))) { offer, _ in .json(OfferView.json(offer)) }
  }

  private static func offerAction(_ call: Call) async throws -> OfferHandoff {
    let body = try call.body(OfferBody.init)
    return OfferHandoff(
      try await call.ticket(), to: body.partnership, message: body.message, respondBy: body.respondBy,
      resolveBy: body.resolveBy, files: body.attachments)
  }

  private static func list(_ call: Call) async throws -> Answer {
    var query = HandoffQuery()
    query.side = try call.choice("direction", of: HandoffDirection.self)?.side
    query.state = try call.choice("state", of: HandoffState.self)
    query.partnership = try call.id("partnership")
    let (wanted, page) = (query, try call.page())
    let names = try await ExternalNames.look(call) { try $0.handoffs(wanted, page).items }
    return try await call.read { tx in
      var view = HandoffView(tx, names)
      return try Call.list(try tx.handoffs(wanted, page)) { try view.json($0) }
    }
  }

  private static func read(_ call: Call) async throws -> Answer {
    let id: HandoffID = try call.parameter("handoff")
    let names = try await ExternalNames.look(call, of: id)
    return try await call.read { tx in
      var view = HandoffView(tx, names)
      return .json(try view.detail(of: try tx.existingHandoff(id)))
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let body = try call.body(HandoffChangeBody.init)
    let action = ChangeHandoff(
      try call.parameter("handoff"), eta: body.eta, priority: body.priority, respondBy: body.respondBy,
      resolveBy: body.resolveBy, reason: body.reason)
    let handoff: HandoffID = try call.parameter("handoff")
    let names = try await ExternalNames.look(call, of: handoff)
    return try await call.write(action, HandoffView.answer(with: names))
  }
}
