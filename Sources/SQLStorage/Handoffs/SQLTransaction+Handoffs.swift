package import Federation

extension SQLTransaction {
  package func put(_ handoff: Handoff) throws {
    guard try !update(handoff) else { return }
    let values = try handoff.changingValues + handoff.lastingValues
    try execute(HandoffSQL.insert, [.id(handoff.id)] + values)
    readHandoffs[handoff.id] = handoff
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
      count = try written(by: HandoffSQL.updateUnindexed, [id] + HandoffSQL.unindexed.map { changing[$0] })
    } else {
      count = try written(by: HandoffSQL.update, [id] + handoff.changingValues)
    }
    if count > 0 { readHandoffs[handoff.id] = handoff }
    return count > 0
  }
}
