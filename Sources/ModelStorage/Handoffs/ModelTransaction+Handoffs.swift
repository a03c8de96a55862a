package import Federation
import Storage

extension ModelTransaction {
  package func put(_ handoff: Handoff) throws {
    if tables.handoffs[handoff.id] == nil {
      try require(ticket(handoff.ticket) != nil, "ticket")
      try require(partnership(handoff.partnership) != nil, "partnership")
    }
    tables.handoffs[handoff.id] = handoff
  }
}
