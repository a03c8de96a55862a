package import Federation
package import Storage
package import Ticketing

/// Stops a partnership for a while: no offers or acceptances; other moves are held back until it resumes.
package struct SuspendPartnership: Action {
  package let partnership: PartnershipID

  package init(_ partnership: PartnershipID) { self.partnership = partnership }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    let changed = try tx.change(partnership, "partnership.suspend", by: actor, &moment) {
      try $0.suspend(desk: $1, by: $2, moment: &$3)
    }
    try tx.setHeld(true, handoffsOf: partnership)
    return changed
  }
}
