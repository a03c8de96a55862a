package import Storage
package import Ticketing

package struct AddTeam: Action {
  package let name: String

  package init(name: String) { self.name = name }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Team {
    try actor.require(.admin)
    guard try tx.team(named: name) == nil else { throw PeopleRefusal.nameTaken(name) }
    let team = Team(id: moment.newID(), name: name, createdAt: moment.now)
    try tx.put(team)
    try tx.audit("team.create", team.id, .name(name), by: actor, moment)
    return team
  }
}
