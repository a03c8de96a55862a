package import Federation
import Storage
package import Ticketing

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

  package func applied(to rules: SharingRules) -> SharingRules {
    SharingRules(
      audiences: audiences ?? rules.audiences, attachments: attachments ?? rules.attachments,
      names: names ?? rules.names, requester: requester ?? rules.requester, fields: fields ?? rules.fields,
      chain: chain ?? rules.chain)
  }
}
