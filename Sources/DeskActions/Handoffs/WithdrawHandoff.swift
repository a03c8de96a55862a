package import Federation
package import Storage
package import Ticketing

/// Takes an offer back before the partner answered.
package struct WithdrawHandoff: Action {
  package let handoff: HandoffID

  package init(_ handoff: HandoffID) {
    self.handoff = handoff
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.withdraw(handoff, by: author, &moment)
    }
  }
}
