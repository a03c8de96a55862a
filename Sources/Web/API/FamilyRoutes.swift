import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Making one ticket of two, two of one, and parts of one.
enum FamilyRoutes {
  private static let path = "/api/v1/tickets/{ticket}"

  package static let all: [Route] = [
    Route(
      .post, path + "/merge",
      "Closes the ticket as a double of `into`, which takes over what was said, internally, and is the answer.",
      body: .json(mergeSchema, isOptional: false), answer: .named("Ticket"), handle: merge),
    Route(
      .post, path + "/split",
      "Makes a second ticket, with the chosen comments; requester, team, priority and type are this one's unless said.",
      body: .json(TicketBody.splittingSchema, isOptional: false), status: 201, answer: .named("Ticket"), handle: split),
    Route(
      .post, path + "/children",
      "Opens a part, to be handed on by itself; requester, team, priority and type are the ticket's unless said.",
      body: .json(TicketBody.openingSchema, isOptional: false), status: 201, answer: .named("Ticket"),
      handle: openChild),
  ]

  private static let mergeSchema = Schema.object([
    "into": .either([.line(max: 36), .integer(in: 1...999_999_999)])
  ])

  private static func merge(_ call: Call) async throws -> Answer {
    let into = try call.body { (fields: inout JSONFields) throws(JSONProblems) -> String in
      let into = fields.required("into", .ticketName)
      return try fields.finish(into)
    }
    let target = try await call.ticket(named: into)
    let action = MergeTicket(try await call.ticket(), into: target)
    let names = try await ExternalNames.look(call, of: target)
    return try await call.write(action) { chained, tx in
      var people = PeopleCache(tx)
      return Answer.json(try TicketView.json(chained, &people, names)).tagged(version: chained.ticket.version)
    }
  }

  private static func split(_ call: Call) async throws -> Answer {
    let (input, comments) = try call.body(TicketBody.splitting)
    let ticket = try await call.ticket()
    return try await call.noting(comments, on: ticket) {
      try await call.write(SplitTicket(ticket, input, comments: comments), created)
    }
  }

  private static func openChild(_ call: Call) async throws -> Answer {
    let input = try call.body(TicketBody.opening)
    return try await call.write(OpenChild(of: try await call.ticket(), input), created)
  }

  @Sendable private static func created(_ chained: ChainedTicket, _ tx: any DeskReader) throws -> Answer {
    var people = PeopleCache(tx)
    return Answer.created(try TicketView.json(chained, &people), at: "/api/v1/tickets/\(chained.ticket.id)")
      .tagged(version: chained.ticket.version)
  }
}

extension JSONShape<String> {
  /// A ticket's id, or its number: as a number, or as people write it down.
  fileprivate static var ticketName: JSONShape {
    JSONShape { value throws(JSONProblems) in
      switch value {
      case .number: "\(try JSONShape<Int>.integer(in: 1...999_999_999).read(value))"
      case .string: try line(max: 36).read(value)
      case .null, .bool, .array, .object:
        throw JSONProblems(.against(rule: "must be the id or the number of a ticket"))
      }
    }
  }
}
