package import Federation
package import Storage
package import Ticketing

/// Takes a mapping back, so that the default is in force again.
package struct ResetMapping: Action {
  package let partnership: PartnershipID

  package init(_ partnership: PartnershipID) { self.partnership = partnership }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.map_by_default", by: actor, &moment) { partnership, _, _, _ in
      partnership.translateByDefault()
      return nil
    }
  }
}
