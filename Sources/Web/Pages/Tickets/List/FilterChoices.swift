import Federation
import Storage
import Ticketing

/// What a list of tickets can be narrowed by at this desk, and what a new ticket can be given.
struct FilterChoices {
  let statuses: [Status]
  let teams: [Team]
  let agents: [Agent]
  let partnerships: [Partnership]

  init(_ tx: any DeskReader) throws {
    let page = PageRequest(limit: 200)
    statuses = try tx.statuses().statuses
    teams = try tx.teams(page).items.sorted { $0.name < $1.name }
    agents = try tx.agents(page).items.filter(\.isActive).sorted { $0.name < $1.name }
    partnerships = try tx.partnerships(page).items.filter { $0.partner != nil }.sorted { $0.name < $1.name }
  }
}
