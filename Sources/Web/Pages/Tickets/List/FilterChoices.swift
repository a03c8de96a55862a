import Storage
import Ticketing

/// What a list of tickets can be narrowed by at this desk, and what a new ticket can be given.
struct FilterChoices {
  let statuses: [Status]
  let teams: PickerChoices
  let agents: PickerChoices
  let partners: PickerChoices

  init(_ tx: any DeskReader) throws {
    statuses = try tx.statuses().statuses
    teams = try .teams(tx)
    agents = try .agents(tx)
    partners = try .partners(tx)
  }
}
