package import Federation
package import Storage
package import Ticketing

/// Sets what this desk lets out over a partnership.
package struct SetSharing: Action {
  package let partnership: PartnershipID
  package let rules: SharingRules

  package init(_ partnership: PartnershipID, _ rules: SharingRules) {
    self.partnership = partnership
    self.rules = rules
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.share", by: actor, &moment) { partnership, desk, author, moment in
      try partnership.share(rules, desk: desk, by: author, moment: &moment)
    }
  }
}
