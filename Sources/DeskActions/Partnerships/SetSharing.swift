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

/// What a person wants different about the sharing rules; nil leaves a thing as it is.
package struct SharingChanges: Sendable, Equatable {
  /// `partner` is always among them.
  package var audiences: [SharedAudience]?
  package var attachments: Bool?
  package var names: SharingRules.Names?
  package var requester: SharingRules.RequesterDetail?
  package var fields: [String]?
  package var chain: SharingRules.ChainDetail?

  package init() {}

  func applied(to rules: SharingRules) -> SharingRules {
    SharingRules(
      audiences: audiences ?? rules.audiences, attachments: attachments ?? rules.attachments,
      names: names ?? rules.names, requester: requester ?? rules.requester, fields: fields ?? rules.fields,
      chain: chain ?? rules.chain)
  }
}
