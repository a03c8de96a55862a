package import Storage
package import Ticketing

/// Notes that the person of a session has just typed the password again.
package struct ConfirmSession: Action {
  package let session: SessionID

  package init(_ session: SessionID) { self.session = session }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SessionRecord {
    guard var record = try tx.session(session), record.agent == actor.agent, record.endedAt == nil else {
      throw NotFound()
    }
    record.confirmedAt = moment.now
    record.seenAt = moment.now
    try tx.put(record)
    return record
  }
}
