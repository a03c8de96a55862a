package import Federation
package import Storage
package import Ticketing

/// Accepts the solution.
package struct ConfirmHandoff: Action {
  package let handoff: HandoffID

  package init(_ handoff: HandoffID) {
    self.handoff = handoff
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.confirm(handoff, by: author, &moment)
    }
  }
}
