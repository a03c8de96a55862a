package import Federation

extension SQLTransaction {
  package func put(_ handoff: Handoff) throws {
    let changing = try handoff.changingValues
    guard try execute(HandoffSQL.update, changing) == 0 else { return }
    try execute(HandoffSQL.insert, changing + handoff.lastingValues)
  }
}
