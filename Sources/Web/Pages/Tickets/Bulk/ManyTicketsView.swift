import FormData
import Storage
import Ticketing

/// The form below the list, for what was ticked in it. Empty choices leave a thing as it is.
struct ManyTicketsView {
  /// Where it is sent: with the list's own address behind, so that the same list can be shown again.
  let address: String
  let problem: String?
  let isOpen: Bool
  let statuses: [ChoiceView]
  let assignee: PickerView
  let team: PickerView
  let priorities: [ChoiceView]
  let addedTag: String
  let removedTag: String
  let holdReason: String
  let holdUntil: String

  init(
    _ list: String, _ desk: FilterChoices, _ place: TicketPlace, _ refused: RefusedForm?, _ tx: any DeskReader
  ) throws {
    let catalogue = place.catalogue
    func typed(_ name: String) -> String { refused?.form[name] ?? "" }
    func choices(_ name: String, _ all: [(value: String, name: String)]) -> [ChoiceView] {
      all.map { ChoiceView($0.value, $0.name, chosen: typed(name)) }
    }
    address = list
    problem = refused?.sentence(place)
    isOpen = refused != nil
    statuses = desk.statuses.map {
      ChoiceView($0.id.description, $0.name, chosen: typed("status"), rests: $0.category == .onHold)
    }
    let keep = ("", catalogue["many.keep"])
    assignee = try PickerView(
      "assignee", desk.agents, base: place.base,
      special: [keep, ("me", catalogue["tickets.me"]), ("none", catalogue["tickets.nobody"])],
      chosen: typed("assignee"), among: "many-", tx)
    team = try PickerView(
      "team", desk.teams, base: place.base, special: [keep, ("none", catalogue["ticket.none"])],
      chosen: typed("team"), among: "many-", tx)
    priorities = choices(
      "priority", Priority.allCases.reversed().map { ($0.rawValue, catalogue["priority.\($0.rawValue)"]) })
    addedTag = typed("add_tag")
    removedTag = typed("remove_tag")
    holdReason = typed("hold.reason")
    holdUntil = typed("hold.until")
  }
}

/// Which tickets of a list are ticked: none but where a form comes back.
struct TickedRows {
  private let numbers: Set<String>
  /// Whether the box of the whole page is ticked.
  let isWhole: Bool

  init(_ refused: RefusedForm?) {
    numbers = Set(refused?.form.all("ticket") ?? [])
    isWhole = refused?.form["page"] != nil
  }

  func holds(_ ticket: Ticket) -> Bool { numbers.contains("\(ticket.number)") }
}
