import Federation
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
  let teams: [ChoiceView]
  let assignees: [ChoiceView]
  let priorities: [ChoiceView]
  let partnerships: [ChoiceView]
  /// Whether something behind “more filters” is in use, so that it is not hidden.
  let isWide: Bool

  init(_ address: TicketListAddress, _ words: TicketListWords) {
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
    teams = choices("team", desk.teams.map { ($0.id.description, $0.name) })
    assignees = choices(
      "assignee",
      [("me", words.catalogue["tickets.me"]), ("none", words.catalogue["tickets.nobody"])]
        + desk.agents.map { ($0.id.description, $0.name) })
    priorities = choices(
      "priority", Priority.allCases.reversed().map { ($0.rawValue, words.catalogue["priority.\($0.rawValue)"]) })
    partnerships = choices("partnership", desk.partnerships.map { ($0.id.description, $0.partnerName) })
    isWide = ["tag", "requester", "partner_number", "partnership", "team"].contains { address[$0] != nil }
  }
}
