package import Storage
package import Ticketing

/// Ends one of one's own sessions; the next request with it is refused.
package struct SignOut: Action {
  package let session: SessionID

  package init(_ session: SessionID) { self.session = session }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SessionRecord {
    guard var record = try tx.session(session), record.agent == actor.agent else { throw NotFound() }
    if record.endedAt == nil {
      record.endedAt = moment.now
      try tx.put(record)
      try tx.audit("session.end", record.id, by: actor, moment)
    }
    return record
  }
}
