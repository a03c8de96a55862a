import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What is done with a handoff from its ticket's page. Where it is refused, the ticket comes again with what was typed.
enum HandoffMovePages {
  static let routes: [Route] = [
    move("accept", "Takes an offer.") { id, form, call in
      let body = try call.object(form, ["team", "assignee"], times: ["eta"])
      let accepted = try JSONFields.read(.object(body), AcceptanceBody.init)
      return AcceptHandoff(id, team: accepted.team, assignee: accepted.assignee, eta: accepted.eta)
    },
    move("decline", "Refuses an offer.") { id, form, _ in DeclineHandoff(id, reason: try reason(form)) },
    move("return", "Hands the ticket back undone.") { id, form, _ in ReturnHandoff(id, reason: try reason(form)) },
    move("complete", "Says that the work is done.") { id, form, _ in
      CompleteHandoff(id, try JSONFields.read(.object(completion(form)), CompletionBody.init).completion)
    },
    move("eta", "Changes when the work is expected.") { id, form, call in
      var body = try call.object(form, ["reason"], times: ["eta"])
      if body["eta"] == nil { body.append("eta", .null) }
      return try change(id, body)
    },
    move("withdraw", "Takes an offer back before it is answered.") { id, _, _ in WithdrawHandoff(id) },
    move("recall", "Takes the ticket back.") { id, form, _ in
      let body = try JSONFields.read(.object(form.object("reason", "then")), RecallBody.init)
      return RecallHandoff(id, reason: body.reason, then: body.then)
    },
    move("rework", "Says that it is not solved.") { id, form, _ in ReworkHandoff(id, reason: try reason(form)) },
    move("confirm", "Accepts the solution.") { id, _, _ in ConfirmHandoff(id) },
    move("terms", "Changes priority and deadlines.") { id, form, call in
      try change(id, try terms(form, call))
    },
  ]

  /// The names of the forms.
  static let verbs: Set<String> = [
    "accept", "decline", "return", "complete", "eta", "withdraw", "recall", "rework", "confirm", "terms",
  ]

  private static func move<Move: Action>(
    _ verb: String, _ summary: String,
    _ make: @escaping @Sendable (HandoffID, FormFields, Call) throws -> Move
  ) -> Route where Move.Outcome == Handoff {
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/handoffs/{handoff}/\(verb)", summary, face: .page,
      access: .session(.agent), body: .form, answer: nil
    ) { call in
      let (id, base): (HandoffID, String) = (try call.parameter("handoff"), try call.deskPath())
      let goesToOffers = try call.form()["then"] == "offers"
      return try await call.submit { form in
        try make(id, form, call)
      } then: { handoff, tx in
        guard !goesToOffers, let ticket = try tx.ticket(handoff.ticket) else {
          return "\(base)/offers?done=handoff_\(verb)"
        }
        return "\(base)/tickets/\(ticket.number)?done=handoff_\(verb)"
      } orShow: {
        try await TicketPage.show(call, $0)
      }
    }
  }

  private static func reason(_ form: FormFields) throws -> String {
    try JSONFields.read(.object(form.object("reason")), ReasonBody.init).reason
  }

  private static func change(_ id: HandoffID, _ body: JSONObject) throws -> ChangeHandoff {
    let change = try JSONFields.read(.object(body), HandoffChangeBody.init)
    return ChangeHandoff(
      id, eta: change.eta, priority: change.priority, respondBy: change.respondBy, resolveBy: change.resolveBy,
      reason: change.reason)
  }

  /// Only what was changed in the form: a deadline that lies behind may stay.
  private static func terms(_ form: FormFields, _ call: Call) throws -> JSONObject {
    let changed = ["priority", "respond_by", "resolve_by"].filter {
      form[$0] != nil && form[$0] != form["before_\($0)"]
    }
    var body = try call.object(
      form, ["reason"] + changed.filter { $0 == "priority" }, times: changed.filter { $0 != "priority" })
    for name in changed where body[name] == nil { body.append(name, .null) }
    return body
  }

  private static func completion(_ form: FormFields) -> JSONObject {
    var body = form.object("serial_number")
    let text = (form["text"] ?? "").replacing("\r\n", with: "\n")
    body.append("resolution", ["code": JSONValue(form["code"] ?? ""), "text": JSONValue(text)])
    if let minutes = form["minutes"]?.trimmingCharacters(in: .whitespaces), !minutes.isEmpty {
      body.append("minutes", Int(minutes).map { JSONValue($0) } ?? JSONValue(minutes))
    }
    return body
  }
}
