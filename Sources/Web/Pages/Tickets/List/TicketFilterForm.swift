import Storage
import Ticketing

/// The form above the list: what it may be narrowed by, with what it is narrowed by now.
struct TicketFilterForm {
  let view: String?
  let sort: String?
  let words: String
  let tag: String
  let requesterAddress: String
  let partnerNumber: String
  let statuses: [ChoiceView]
  let team: PickerView
  let assignee: PickerView
  let priorities: [ChoiceView]
  let partner: PickerView
  /// Whether something behind “more filters” is in use, so that it is not hidden.
  let isWide: Bool

  /// - Parameter base: `/desk/acme`.
  init(_ address: TicketListAddress, _ words: TicketListWords, base: String, _ tx: any DeskReader) throws {
    func choices(_ name: String, _ all: [(value: String, name: String)]) -> [ChoiceView] {
      all.map { ChoiceView($0.value, $0.name, isChosen: $0.value == address[name]) }
    }
    let desk = words.choices
    view = address["view"]
    sort = address["sort"]
    self.words = address["q"] ?? ""
    tag = address["tag"] ?? ""
    requesterAddress = address["requester"] ?? ""
    partnerNumber = address["partner_number"] ?? ""
    statuses = choices("status", desk.statuses.map { ($0.id.description, $0.name) })
    let any = ("", words.catalogue["tickets.any"])
    team = try PickerView("team", desk.teams, base: base, special: [any], chosen: address["team"], tx)
    assignee = try PickerView(
      "assignee", desk.agents, base: base,
      special: [any, ("me", words.catalogue["tickets.me"]), ("none", words.catalogue["tickets.nobody"])],
      chosen: address["assignee"], tx)
    partner = try PickerView(
      "partnership", desk.partners, base: base, special: [any], chosen: address["partnership"], tx)
    priorities = choices(
      "priority", Priority.allCases.reversed().map { ($0.rawValue, words.catalogue["priority.\($0.rawValue)"]) })
    isWide = ["tag", "requester", "partner_number", "partnership", "team"].contains { address[$0] != nil }
  }
}
