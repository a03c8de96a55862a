package import Federation
package import Foundation
package import Storage
package import Ticketing

/// Takes an offer; the baton comes to this desk.
package struct AcceptHandoff: Action {
  package let handoff: HandoffID
  package let team: String?
  package let assignee: String?
  package let eta: Date?

  package init(_ handoff: HandoffID, team: String? = nil, assignee: String? = nil, eta: Date? = nil) {
    self.handoff = handoff
    self.team = team
    self.assignee = assignee
    self.eta = eta
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    let team = try team.map { try tx.team(like: $0, at: "/team").id }
    let assignee = try assignee.map { try tx.agent(like: $0, at: "/assignee").id }
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.accept(handoff, team: team, assignee: assignee, eta: eta, by: author, &moment)
    }
  }
}
