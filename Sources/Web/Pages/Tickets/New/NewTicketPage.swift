import DeskActions
import Federation
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Where a ticket is opened by hand.
enum NewTicketPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/tickets/new", "Where a ticket is opened by hand.", face: .page, access: .session(.agent),
      answer: nil
    ) { call in try await show(call) },
    Route(
      .post, "/desk/{desk}/tickets", "Opens a ticket.", face: .page, access: .session(.agent), body: .form,
      answer: nil, handle: open),
  ]

  struct View {
    let typed: TypedFields
    let problems: FieldProblems
    let problem: String?
    let types: [ChoiceView]
    let priorities: [ChoiceView]
    let impacts: [ChoiceView]
    let urgencies: [ChoiceView]
    let matrix: [MatrixRow]
    let team: PickerView
    let assignee: PickerView
    let requesters: [KnownRequester]
    let customFields: [CustomFieldInput]
    /// Whether something of the site was typed or is wrong, so that it is not hidden.
    let hasSite: Bool
  }

  struct KnownRequester {
    let email: String
    let name: String
  }

  /// How many requesters are offered while an address is typed.
  private static let offered = 100

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let catalogue = try call.catalogue
    return try await call.show(
      "tickets/new", title: "ticket_new.title", in: .tickets, status: refused?.problem.status ?? 200
    ) { tx in
      let (typed, problems) = (TypedFields(refused), FieldProblems(refused?.problem))
      let desk = try FilterChoices(tx)
      let base = try call.deskPath()
      return View(
        typed: typed, problems: problems,
        problem: refused.map { $0.problem.errors.isEmpty ? $0.problem.detail : catalogue["ticket_new.refused"] },
        types: ChoiceView.all(of: TicketType.self, "type", catalogue, chosen: typed["type"]),
        priorities: ChoiceView.all(of: Priority.self, "priority", catalogue, chosen: typed["priority"]),
        impacts: ChoiceView.all(of: Level.self, "level", catalogue, chosen: typed["impact"]),
        urgencies: ChoiceView.all(of: Level.self, "level", catalogue, chosen: typed["urgency"]),
        matrix: MatrixRow.all(catalogue),
        team: try PickerView(
          "team", desk.teams, base: base, special: [("", catalogue["ticket_new.none"])], chosen: typed["team"], tx),
        assignee: try PickerView(
          "assignee", desk.agents, base: base, special: [("", catalogue["tickets.nobody"])],
          chosen: typed["assignee"], tx),
        requesters: try tx.newestRequesters(offered).compactMap { requester in
          requester.email.map { KnownRequester(email: $0.text, name: requester.name) }
        },
        customFields: try tx.fields().map { CustomFieldInput($0, typed, problems, catalogue) },
        hasSite: NewTicketForm.site.contains { typed[$0.field] != "" || problems[$0.field] != nil })
    }
  }

  private static func open(_ call: Call) async throws -> Answer {
    let fields = try await call.hub.storage.read(in: try call.actor.tenant) { try $0.fields() }
    let path = try call.deskPath("/tickets")
    return try await call.submit { form in
      OpenTicket(try JSONFields.read(.object(NewTicketForm(form, fields).object), TicketBody.opening))
    } then: { chained, _ in
      "\(path)/\(chained.ticket.number)?done=ticket_opened"
    } orShow: { refused in
      try await show(call, refused)
    }
  }
}

/// What follows from impact and urgency, as a row of a table.
struct MatrixRow {
  struct Cell {
    let urgency: String
    let words: String
  }

  let impact: String
  let impactWords: String
  let cells: [Cell]

  static func all(_ catalogue: Catalogue) -> [MatrixRow] {
    Level.allCases.map { impact in
      MatrixRow(
        impact: impact.rawValue, impactWords: catalogue["level.\(impact.rawValue)"],
        cells: Level.allCases.map { urgency in
          let priority = PriorityMatrix.priority(impact: impact, urgency: urgency)
          return Cell(urgency: urgency.rawValue, words: catalogue["priority.\(priority.rawValue)"])
        })
    }
  }
}
