package import Storage
package import Ticketing

package struct ChangeTeam: Action {
  package let team: TeamID
  package let name: String

  package init(_ team: TeamID, name: String) {
    self.team = team
    self.name = name
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Team {
    try actor.require(.admin)
    guard var team = try tx.team(team) else { throw NotFound() }
    if let other = try tx.team(named: name), other.id != team.id { throw PeopleRefusal.nameTaken(name) }
    team.rename(to: name)
    try tx.put(team)
    try tx.audit("team.change", team.id, .name(name), by: actor, moment)
    return team
  }
}
