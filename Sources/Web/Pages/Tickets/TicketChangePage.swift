import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What is changed on a ticket's page: subject, fields, the end of the work and its new beginning.
enum TicketChangePage {
  static let routes: [Route] = [
    route("subject", "Gives the ticket another subject.") { call, form, _ in
      try JSONFields.read(form.subject, TicketBody.changing)
    },
    route("fields", "Changes what is known of the ticket.") { call, form, desk in
      try JSONFields.read(try form.settings(desk.fields, desk.statuses), TicketBody.changing)
    },
    route("assign", "Gives the ticket to who asks for it.") { call, _, _ in
      var input = TicketInput()
      input.assignee = .to(try call.actor.agent.description)
      return input
    },
    route("reopen", "Takes the work up again.") { _, _, desk in
      var input = TicketInput()
      input.status = desk.statuses.first(.inProgress).id.description
      return input
    },
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/resolve", "Ends the work, with what was done.", face: .page,
      access: .session(.agent), body: .form, answer: nil, handle: resolve),
  ]

  /// What a form is read against.
  private struct DeskWords {
    let statuses: StatusBook
    let fields: [FieldDefinition]
  }

  private static func route(
    _ name: String, _ summary: String,
    _ input: @escaping @Sendable (Call, TicketForm, DeskWords) throws -> TicketInput
  ) -> Route {
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/\(name)", summary, face: .page, access: .session(.agent), body: .form,
      answer: nil
    ) { call in
      let ticket = try await call.ticket()
      let desk = try await call.hub.storage.read(in: try call.actor.tenant) {
        DeskWords(statuses: try $0.statuses(), fields: try $0.fields())
      }
      return try await submit(call) { form in
        let form = TicketForm(form, try call.clock)
        return ChangeTicket(ticket, try input(call, form, desk), expectedVersion: form.version)
      }
    }
  }

  private static func resolve(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    return try await submit(call) { form in
      let resolution = try JSONFields.read(.object(form.object("code", "text"))) { fields throws(JSONProblems) in
        let code: ResolutionCode? = fields.required("code", .choice())
        let text = fields.required("text", .text(max: Limits.resolutionBytes))
        let (known, said) = try fields.finish(code, text)
        return Resolution(code: known, text: said)
      }
      return ResolveTicket(
        ticket, status: form["status"].flatMap { $0.isEmpty ? nil : $0 }, resolution: resolution,
        expectedVersion: TicketForm(form, try call.clock).version)
    }
  }

  private static func submit<Performed: Action>(
    _ call: Call, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer {
    let path = try call.deskPath("/tickets/\(call.parameters["ticket"] ?? "")")
    return try await call.submit(action) { _, _ in
      "\(path)?done=saved"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }
}
