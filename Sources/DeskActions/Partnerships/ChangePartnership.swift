package import Federation
package import Storage
package import Ticketing

/// Changes what this desk calls a partner and how it works with it.
package struct ChangePartnership: Action {
  package let partnership: PartnershipID
  package let name: String?
  /// Whether this desk takes offers.
  package let receives: Bool?
  package let settings: SettingsChanges

  package init(
    _ partnership: PartnershipID, name: String? = nil, receives: Bool? = nil,
    settings: SettingsChanges = SettingsChanges()
  ) {
    self.partnership = partnership
    self.name = name
    self.receives = receives
    self.settings = settings
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.change", by: actor, &moment) { partnership, desk, author, moment in
      if let name { partnership.rename(to: name) }
      partnership.agree(settings.applied(to: partnership.settings))
      guard let receives, receives != partnership.receives else { return nil }
      return try partnership.receive(receives, desk: desk, by: author, moment: &moment)
    }
  }
}
