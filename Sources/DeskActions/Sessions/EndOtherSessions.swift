package import Storage
package import Ticketing

/// Ends all of one's own sessions but the one in which it is asked for.
package struct EndOtherSessions: Action {
  package let kept: SessionID

  package init(but kept: SessionID) { self.kept = kept }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SessionID {
    guard let session = try tx.session(kept), session.agent == actor.agent else { throw NotFound() }
    try tx.endSessions(of: actor.agent, but: kept, at: moment.now)
    try tx.audit("session.end_others", actor.agent, by: actor, moment)
    return kept
  }
}
