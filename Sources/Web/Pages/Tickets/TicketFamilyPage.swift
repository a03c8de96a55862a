import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Making one ticket of two, two of one, and parts of one, on the ticket's page.
enum TicketFamilyPage {
  private static let path = "/desk/{desk}/tickets/{ticket}"

  static let routes: [Route] = [
    Route(
      .post, path + "/merge", "Closes the ticket as a double of another one.", face: .page, access: .session(.agent),
      body: .form, answer: nil, handle: merge),
    Route(
      .post, path + "/split", "Makes a second ticket of what is a second matter.", face: .page,
      access: .session(.agent), body: .form, answer: nil, handle: split),
    Route(
      .post, path + "/children", "Opens a ticket for a part of the work.", face: .page, access: .session(.agent),
      body: .form, answer: nil, handle: openChild),
  ]

  private static func merge(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    let survivor = try await survivor(call)
    return try await submit(call) { _ in
      guard let survivor else {
        throw Problem(422, "Invalid", try TicketPlace(call).text("no_such_ticket"), errors: [("/into", "is no ticket")])
      }
      return MergeTicket(ticket, into: survivor)
    }
  }

  /// Nil where there is no ticket of the number.
  private static func survivor(_ call: Call) async throws -> TicketID? {
    let typed = (try call.form()["into"] ?? "").filter { $0 != "#" && !$0.isWhitespace }
    do {
      return try await call.ticket(named: typed)
    } catch is NotFound {
      return nil
    }
  }

  private static func split(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    let chosen = try call.form().all("comment").map { text in
      guard let id = CommentID(text) else { throw NotFound() }
      return id
    }
    return try await call.noting(chosen, on: ticket) {
      try await submit(call) { form in SplitTicket(ticket, try opening(form), comments: chosen) }
    }
  }

  private static func openChild(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    return try await submit(call) { form in OpenChild(of: ticket, try opening(form)) }
  }

  private static func opening(_ form: FormFields) throws -> TicketInput {
    try JSONFields.read(.object(form.object("subject")), TicketBody.opening)
  }

  /// Goes on to the ticket that came of it.
  private static func submit<Performed: Action>(
    _ call: Call, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer where Performed.Outcome == ChainedTicket {
    let tickets = try call.deskPath("/tickets")
    return try await call.submit(action) { chained, _ in
      "\(tickets)/\(chained.ticket.number)?done=saved"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }
}
