package import Federation
package import Storage
package import Ticketing

/// Takes the ticket back from the partner.
package struct RecallHandoff: Action {
  package let handoff: HandoffID
  package let reason: String
  package let then: String?

  package init(_ handoff: HandoffID, reason: String, then: String? = nil) {
    self.handoff = handoff
    self.reason = reason
    self.then = then
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    let status = try then.map { try tx.status(like: $0, at: "/then") }
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      try chained.recall(handoff, reason: reason, then: status, by: author, &moment)
    }
  }
}
