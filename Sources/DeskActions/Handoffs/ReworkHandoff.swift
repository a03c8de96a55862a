package import Federation
package import Storage
package import Ticketing

/// Sends a completion back to work.
package struct ReworkHandoff: Action {
  package let handoff: HandoffID
  package let reason: String

  package init(_ handoff: HandoffID, reason: String) {
    self.handoff = handoff
    self.reason = reason
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.rework(handoff, reason: reason, by: author, &moment)
    }
  }
}
