package import Federation
package import Storage
import Ticketing

extension DeskReader {
  package func existingDesk() throws -> Desk {
    guard let desk = try desk() else { throw NotFound() }
    return desk
  }

  package func existingHandoff(_ id: HandoffID) throws -> Handoff {
    guard let handoff = try handoff(id) else { throw NotFound() }
    return handoff
  }

  package func existingPartnership(_ id: PartnershipID) throws -> Partnership {
    guard let partnership = try partnership(id) else { throw NotFound() }
    return partnership
  }
}

extension DeskTransaction {
  func existing(_ id: TicketID) throws -> LockedTicket {
    guard let locked = try lock(id) else { throw NotFound() }
    return locked
  }

  func locked(_ id: PartnershipID) throws -> Partnership {
    guard let partnership = try lock(id) else { throw NotFound() }
    return partnership
  }

  func audit(
    _ action: String, _ subject: some CustomStringConvertible, _ facts: AuditFact..., by actor: Actor, _ moment: Moment
  ) throws {
    try append(
      AuditRecord(
        at: moment.now, source: .agent(actor.agent), action: action, subject: subject.description, facts: facts,
        address: actor.address))
  }
}

extension Actor {
  func author(in tx: any DeskReader) throws -> Author { author(at: try tx.existingDesk().name) }
}
