package import Federation
package import Storage
package import Ticketing

/// Ends a partnership and settles its open handoffs: never an orphan.
package struct EndPartnership: Action {
  package let partnership: PartnershipID
  /// Leaves tickets that this desk received open, unlinked, the first of their own chains.
  package let keepsCopies: Bool

  package init(_ partnership: PartnershipID, keepsCopies: Bool) {
    self.partnership = partnership
    self.keepsCopies = keepsCopies
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try actor.require(.admin)
    let open = try tx.openHandoffs(over: partnership)
    for handoff in open {
      var locked = try tx.existing(handoff.ticket)
      let author = actor.author(at: locked.chained.desk.name)
      locked.chained.end(handoff.id, keepsCopy: keepsCopies, by: author, &moment)
      try tx.save(locked, &moment)
    }
    let ended = try tx.change(partnership, "partnership.end", by: actor, &moment) { partnership, desk, author, moment in
      try partnership.end(settled: open.map(\.id), desk: desk, by: author, moment: &moment)
    }
    try tx.setHeld(false, handoffsOf: partnership)
    try tx.giveUpUnfounded(over: partnership, moment)
    return ended
  }
}
