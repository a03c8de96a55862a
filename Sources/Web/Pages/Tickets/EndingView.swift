import Federation
import FormData
import Ticketing

/// How the work on a ticket ends, and begins again.
struct EndingView {
  let version: Int
  let mayResolve: Bool
  let mayReopen: Bool
  let codes: [ChoiceView]
  /// The desk's words for solved, where it has more than one.
  let solved: [ChoiceView]
  let hasSolved: Bool
  let typed: String
  let isOpen: Bool
  let trouble: String?
  /// What was done, where the ticket has been solved.
  let outcome: String?
  let report: String?
  /// What stands there instead, where nothing was reported.
  let missing: String?

  init(_ facts: TicketFacts, _ place: TicketPlace, _ refused: RefusedForm?) {
    let standing = StatusStanding(facts.chained, place)
    let isAgent = place.actor.role.covers(.agent)
    let own = refused.flatMap { $0.isOf("resolve") || $0.isOf("reopen") ? $0 : nil }
    version = facts.ticket.version
    mayResolve = isAgent && standing.mayResolve
    mayReopen = isAgent && standing.mayReopen
    codes = ChoiceView.all(of: ResolutionCode.self, chosen: own?.form["code"] ?? ResolutionCode.fixed.rawValue, place)
    let words = facts.chained.desk.statuses.statuses.filter { [.resolved, .closed].contains($0.category) }
    let word = own?.form["status"] ?? words.first { $0.category == .resolved }?.id.description
    solved = words.count > 1 ? words.map { ChoiceView($0.id.description, $0.name, chosen: word) } : []
    hasSolved = !solved.isEmpty
    typed = own?.form["text"] ?? ""
    isOpen = own != nil
    trouble = own?.sentence(place)
    let resolution = facts.ticket.resolution
    outcome = resolution.map { place.word($0.code) }
    report = resolution.flatMap { $0.text.isEmpty ? nil : $0.text }
    let isEnded = facts.ticket.status.category.isEnded
    missing = resolution == nil ? place.catalogue[isEnded ? "ticket.no_report" : "ticket.no_outcome"] : nil
  }
}
