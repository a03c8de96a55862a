package import Federation

extension SQLTransaction {
  package func put(_ handoff: Handoff) throws {
    guard try isNew(handoff) || !update(handoff) else { return }
    let values = try handoff.changingValues + handoff.lastingValues
    try execute(HandoffSQL.insert, [.id(handoff.id)] + values)
    absentHandoffs.remove(handoff.id)
    readHandoffs[handoff.id] = handoff
  }

  /// Whether there can be no such row, as far as rows are known.
  private func isNew(_ handoff: Handoff) -> Bool {
    guard readHandoffs[handoff.id] == nil else { return false }
    return absentHandoffs.contains(handoff.id) || ticketsWithHandoffs.contains(handoff.ticket)
  }

  /// Writes no more than what changed, as far as the row is known.
  ///
  /// - Returns: whether there is such a row.
  private func update(_ handoff: Handoff) throws -> Bool {
    let id = SQLValue.id(handoff.id)
    let count: Int
    if let before = readHandoffs[handoff.id], handoff.isSame(butForLane: before) {
      count = try written(by: HandoffSQL.updateLane, [id] + handoff.lane.values)
    } else if let before = readHandoffs[handoff.id], before.indexedValues == handoff.indexedValues {
      let changing = try handoff.changingValues
      let columns = before.state == handoff.state ? HandoffSQL.unindexed : HandoffSQL.unindexedAndState
      let statement = before.state == handoff.state ? HandoffSQL.updateUnindexed : HandoffSQL.updateState
      count = try written(by: statement, [id] + columns.map { changing[$0] })
    } else {
      count = try written(by: HandoffSQL.update, [id] + handoff.changingValues)
    }
    if count > 0 { readHandoffs[handoff.id] = handoff }
    return count > 0
  }
}
