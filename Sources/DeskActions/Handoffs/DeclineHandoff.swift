package import Federation
package import Storage
package import Ticketing

/// Refuses an offer.
package struct DeclineHandoff: Action {
  package let handoff: HandoffID
  package let reason: String

  package init(_ handoff: HandoffID, reason: String) {
    self.handoff = handoff
    self.reason = reason
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.decline(handoff, reason: reason, by: author, &moment)
    }
  }
}
