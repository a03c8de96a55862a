package import Federation
package import Storage
package import Ticketing

/// Changes what this desk calls a partner and how it works with it.
package struct ChangePartnership: Action {
  package let partnership: PartnershipID
  package let name: String?
  /// Whether this desk takes offers.
  package let receives: Bool?
  package let settings: PartnershipSettings?

  package init(
    _ partnership: PartnershipID, name: String? = nil, receives: Bool? = nil, settings: PartnershipSettings? = nil
  ) {
    self.partnership = partnership
    self.name = name
    self.receives = receives
    self.settings = settings
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.change", by: actor, &moment) { partnership, desk, author, moment in
      if let name { partnership.rename(to: name) }
      if let settings { partnership.agree(settings) }
      guard let receives, receives != partnership.receives else { return nil }
      return try partnership.receive(receives, desk: desk, by: author, moment: &moment)
    }
  }
}

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

/// Sets how this desk translates; a mapping that the checker refuses is not kept.
package struct SetMapping: Action {
  package let partnership: PartnershipID
  package let mapping: Mapping

  package init(_ partnership: PartnershipID, _ mapping: Mapping) {
    self.partnership = partnership
    self.mapping = mapping
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Partnership {
    try tx.change(partnership, "partnership.map", by: actor, &moment) { partnership, desk, _, _ in
      try partnership.translate(mapping, statuses: desk.statuses)
      return nil
    }
  }
}

extension DeskTransaction {
  /// Locks a partnership, changes it, tells the partner, writes it down.
  func change(
    _ id: PartnershipID, _ word: String, by actor: Actor, _ moment: inout Moment,
    _ make: (inout Partnership, Desk, Author, inout Moment) throws -> Envelope?
  ) throws -> Partnership {
    try actor.require(.admin)
    var partnership = try locked(id)
    let desk = try existingDesk()
    let envelope = try make(&partnership, desk, actor.author(at: desk.name), &moment)
    try put(partnership)
    if let envelope { try enqueue(envelope, ticket: nil, &moment) }
    try audit(word, id, partnership.name, by: actor, moment)
    return partnership
  }
}
