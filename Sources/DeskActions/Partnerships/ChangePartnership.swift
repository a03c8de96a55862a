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

/// What a person wants different about how the desk works with a partner; nil leaves a thing as it is.
package struct SettingsChanges: Sendable, Equatable {
  /// 1 to 90.
  package var confirmAfterDays: Int?
  package var resolvesOnCompletion: Bool?
  package var holdsPublicWords: Bool?
  package var withdrawsUnanswered: Bool?
  package var requires: [CompletionRequirement]?

  package init() {}

  func applied(to settings: PartnershipSettings) -> PartnershipSettings {
    PartnershipSettings(
      confirmAfterDays: confirmAfterDays ?? settings.confirmAfterDays,
      resolvesOnCompletion: resolvesOnCompletion ?? settings.resolvesOnCompletion,
      holdsPublicWords: holdsPublicWords ?? settings.holdsPublicWords,
      withdrawsUnanswered: withdrawsUnanswered ?? settings.withdrawsUnanswered,
      requires: requires ?? settings.requires)
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
