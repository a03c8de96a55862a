import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum TicketRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/tickets", "The desk's tickets.", query: TicketFilters.parameters + QueryParameter.paging,
      answer: .page(of: "Ticket"), handle: list),
    Route(
      .post, "/api/v1/tickets", "Opens a ticket.", body: .json(TicketBody.openingSchema, isOptional: false),
      status: 201, answer: .named("Ticket"), handle: open),
    Route(
      .get, "/api/v1/tickets/{ticket}", "One ticket, by id or number; its ETag is its version.",
      answer: .named("Ticket"), handle: show),
    Route(
      .patch, "/api/v1/tickets/{ticket}",
      "Changes a ticket: all that is asked for, or nothing.", takesVersion: true,
      body: .json(TicketBody.changingSchema, isOptional: false), answer: .named("Ticket"), handle: change),
    Route(
      .get, "/api/v1/tickets/{ticket}/chain", "The desks that the ticket went through, as far as this desk may know.",
      answer: .named("Chain"), handle: chain),
    Route(
      .get, "/api/v1/tickets/{ticket}/timeline", "All that happened to the ticket, oldest first.",
      query: QueryParameter.paging, answer: .page(of: "TimelineEntry"), handle: timeline),
  ]

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    let names = try await ExternalNames.look(call) { tx in
      let found = try tx.tickets(try TicketFilters(call: call, tx: tx).query(), page)
      return try tx.handoffs(of: Set(found.items.map(\.id)))
    }
    return try await call.readList(isPersonal: TicketFilters.name(whoAsks: call)) { tx in
      let found = try tx.tickets(try TicketFilters(call: call, tx: tx).query(), page)
      let tickets = Page(items: try tx.chained(found.items, at: try tx.existingDesk()), next: found.next)
      var people = PeopleCache(tx)
      try people.look(at: found.items)
      return try Call.list(tickets) { try TicketView.json($0, &people, names) }
    }
  }

  private static func open(_ call: Call) async throws -> Answer {
    try await call.write(OpenTicket(try call.body(TicketBody.opening))) { chained, tx in
      var people = PeopleCache(tx)
      return Answer.created(try TicketView.json(chained, &people), at: "/api/v1/tickets/\(chained.ticket.id)")
        .tagged(version: chained.ticket.version)
    }
  }

  private static func show(_ call: Call) async throws -> Answer {
    let names = try await ExternalNames.look(call) { try $0.handoffs(of: try $0.ticket(at: call).id) }
    return try await call.read { tx in
      let chained = try tx.chained(try tx.ticket(at: call), at: try tx.existingDesk())
      var people = PeopleCache(tx)
      return Answer.json(try TicketView.json(chained, &people, names)).tagged(version: chained.ticket.version)
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let input = try call.body(TicketBody.changing)
    let ticket = try await call.ticket()
    let action = ChangeTicket(ticket, input, expectedVersion: try call.expectedVersion())
    let names = try await ExternalNames.look(call, of: ticket)
    return try await call.write(action) { chained, tx in
      var people = PeopleCache(tx)
      return Answer.json(try TicketView.json(chained, &people, names)).tagged(version: chained.ticket.version)
    }
  }

  private static func chain(_ call: Call) async throws -> Answer {
    let names = try await ExternalNames.look(call) { try $0.handoffs(of: try $0.ticket(at: call).id) }
    return try await call.read { tx in
      .json(ChainView.json(try tx.chained(try tx.ticket(at: call), at: try tx.existingDesk()), names))
    }
  }

  private static func timeline(_ call: Call) async throws -> Answer {
    let request = try call.page()
    return try await call.read { tx in
      let ticket = try tx.ticket(at: call)
      let after = Int(clamping: request.after?.key ?? 0)
      let entries = try tx.timeline(of: ticket.id, afterSeq: max(0, after), limit: request.limit + 1)
      let page = Page(oneMoreThan: request.limit, entries) {
        PagePosition(key: Int64($0.seq), id: $0.event.id.uuid)
      }
      return Call.list(page, TimelineView.json)
    }
  }
}
