package import Federation
package import Storage
package import Ticketing

/// Says what the checker holds against a mapping; nothing is kept.
package struct CheckMapping: Action {
  package let partnership: PartnershipID
  package let mapping: MappingInput

  package init(_ partnership: PartnershipID, _ mapping: MappingInput) {
    self.partnership = partnership
    self.mapping = mapping
  }

  package func perform(
    by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> [MappingFinding] {
    _ = try tx.existingPartnership(partnership)
    let desk = try tx.existingDesk()
    return MappingChecker(statuses: desk.statuses).findings(in: try mapping.resolved(at: desk))
  }
}
