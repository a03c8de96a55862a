import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The messages between this desk and its partners: what waits, what failed and why.
enum DeliveryRoutes {
  private static let path = "/api/v1/deliveries"

  package static let all: [Route] = [
    Route(
      .get, path, "Messages to and from partners, oldest first.", query: query, answer: .page(of: "Delivery"),
      handle: list),
    Route(.get, path + "/{delivery}", "One message with each try.", answer: .named("DeliveryDetail"), handle: read),
    Route(
      .post, path + "/{delivery}/retry", "Tries a parked message again.",
      body: .json(.object([:]), isOptional: true), answer: .named("Delivery")
    ) { call in
      try call.emptyBody()
      return try await call.write(RetryDelivery(try call.parameter("delivery")), DeliveryView.answer)
    },
    Route(
      .post, path + "/{delivery}/drop",
      "Gives up what is parked, what waits behind a gap, or the gap itself (`missing`), so that what is behind goes on.",
      body: .json(.object([:]), isOptional: true), answer: .named("Delivery")
    ) { call in
      try call.emptyBody()
      return try await call.write(DropDelivery(try call.parameter("delivery")), DeliveryView.answer)
    },
  ]

  private static let query =
    [
      QueryParameter("state", "Only those in this state.", .choice(of: Delivery.State.self)),
      QueryParameter("direction", "`in`: received; `out`: sent.", .choice(of: Delivery.Direction.self)),
      QueryParameter("ticket", "Only those about this ticket, by id or number."),
      QueryParameter("partnership", "Only those over this partnership.", .id),
    ] + QueryParameter.paging

  private static func list(_ call: Call) async throws -> Answer {
    var query = DeliveryQuery()
    query.state = try call.choice("state", of: Delivery.State.self)
    query.direction = try call.choice("direction", of: Delivery.Direction.self)
    query.partnership = try call.id("partnership")
    let (asked, ticket, page) = (query, call.text("ticket"), try call.page())
    return try await call.read { tx in
      var query = asked
      if let ticket {
        // What names no ticket finds nothing.
        do { query.ticket = try tx.ticket(named: ticket).id } catch is NotFound {
          return Call.list(Page<Delivery>(items: [], next: nil)) { DeliveryView.json($0) }
        }
      }
      return Call.list(try tx.deliveries(query, page)) { DeliveryView.json($0) }
    }
  }

  private static func read(_ call: Call) async throws -> Answer {
    let id: DeliveryID = try call.parameter("delivery")
    let catalogue = try? call.catalogue
    return try await call.read { tx in
      guard let delivery = try tx.delivery(id) else { throw Problem.notFound }
      return .json(DeliveryView.json(delivery, try tx.attempts(of: id), in: catalogue))
    }
  }
}
