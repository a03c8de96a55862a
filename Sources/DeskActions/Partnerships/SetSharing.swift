package import Federation
package import Storage
package import Ticketing

/// Sets what this desk lets out over a partnership.
package struct SetSharing: Action {
  package let partnership: PartnershipID
  package let changes: SharingChanges

  package init(_ partnership: PartnershipID, _ changes: SharingChanges) {
    self.partnership = partnership
    self.changes = changes
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.share", by: actor, &moment) { partnership, desk, author, moment in
      try partnership.share(changes.applied(to: partnership.sharing), desk: desk, by: author, moment: &moment)
    }
  }
}
