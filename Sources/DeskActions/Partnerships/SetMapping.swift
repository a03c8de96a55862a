package import Federation
package import Storage
package import Ticketing

/// Sets how this desk translates; a mapping that the checker refuses is not kept.
package struct SetMapping: Action {
  package let partnership: PartnershipID
  package let mapping: MappingInput

  package init(_ partnership: PartnershipID, _ mapping: MappingInput) {
    self.partnership = partnership
    self.mapping = mapping
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.map", by: actor, &moment) { partnership, desk, _, _ in
      try partnership.translate(try mapping.resolved(at: desk), statuses: desk.statuses)
      return nil
    }
  }
}
