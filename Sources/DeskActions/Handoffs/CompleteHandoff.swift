package import Federation
package import Storage
package import Ticketing

/// Says that the work is done.
package struct CompleteHandoff: Action {
  package let handoff: HandoffID
  package let completion: Completion

  package init(_ handoff: HandoffID, _ completion: Completion) {
    self.handoff = handoff
    self.completion = completion
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.complete(handoff, completion, by: author, &moment)
    }
  }
}
