import DeskActions
import Federation
import Storage
import Ticketing

/// What the list says about itself, in the person's language.
struct TicketListWords {
  let choices: FilterChoices
  let catalogue: Catalogue

  init(_ choices: FilterChoices, _ catalogue: Catalogue) {
    self.choices = choices
    self.catalogue = catalogue
  }

  /// Another tab keeps the order, and leaves the filters behind.
  func tabs(_ address: TicketListAddress, chosen: TicketTab) -> [LinkView] {
    TicketTab.allCases.map { tab in
      LinkView(
        words: catalogue["tickets.tab_\(tab.rawValue)"],
        address: address.withoutFilters().with("view", tab.rawValue).text(), isChosen: tab == chosen)
    }
  }

  func chips(_ address: TicketListAddress, _ tx: any DeskReader) throws -> [LinkView] {
    try TicketListAddress.filters.compactMap { name in
      guard let value = address[name] else { return nil }
      let label = catalogue["tickets.filter_\(name)"]
      let words = "\(label): \(try meaning(of: value, as: name, tx))"
      return LinkView(words: words, address: address.with(name, nil).text(), isChosen: false)
    }
  }

  /// Why a filter cannot be used: the desk knows nothing by that name, or more than one.
  func problem(_ problem: InvalidInput.Problem?, _ address: TicketListAddress) -> String {
    let name = problem?.pointer ?? ""
    if let problem, problem.offersOthers {
      return "\(catalogue["tickets.filter_\(name)"]): \(problem.words(in: catalogue))"
    }
    return catalogue.text(
      "tickets.unknown",
      ["filter": catalogue["tickets.filter_\(name)"], "value": String((address[name] ?? "").prefix(100))])
  }

  func emptiness(_ address: TicketListAddress, _ tab: TicketTab) -> String {
    catalogue[address.isNarrowed ? "tickets.none_found" : "tickets.none_\(tab.rawValue)"]
  }

  /// A filter's value as people know it; the value itself where nobody knows better.
  private func meaning(of value: String, as name: String, _ tx: any DeskReader) throws -> String {
    let known: String? =
      switch name {
      case "status": choices.statuses.first { $0.id.description == value }?.name
      case "category": statusNames(in: value)
      case "team": try choices.teams.text(value, tx)
      case "priority": Priority(rawValue: value).map { catalogue["priority.\($0.rawValue)"] }
      case "partnership": try choices.partners.text(value, tx)
      case "assignee" where value == "me": catalogue["tickets.me"]
      case "assignee" where value == "none": catalogue["tickets.nobody"]
      case "assignee": try AgentID(value).flatMap { try tx.agent($0)?.name }
      case "requester": try RequesterID(value).flatMap { try tx.requester($0)?.name }
      case _: nil
      }
    return known ?? String(value.prefix(100))
  }

  /// The desk's own words for the categories that stand in the address.
  private func statusNames(in categories: String) -> String {
    let wanted = categories.split(separator: ",").map(String.init)
    return choices.statuses.filter { wanted.contains($0.category.rawValue) }.map(\.name).joined(separator: ", ")
  }
}
