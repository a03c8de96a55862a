package import Federation
import Mutants
package import Storage
package import Ticketing

/// Clears this desk's flag; the partnership is active once the other desk's is clear too.
package struct ResumePartnership: Action {
  package let partnership: PartnershipID

  package init(_ partnership: PartnershipID) { self.partnership = partnership }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    let changed = try tx.change(partnership, "partnership.resume", by: actor, &moment) {
      try $0.resume(desk: $1, by: $2, moment: &$3)
    }
    if changed.state == .active, !Mutant.heldIsNotReleased.isOn { try tx.setHeld(false, handoffsOf: partnership) }
    return changed
  }
}
