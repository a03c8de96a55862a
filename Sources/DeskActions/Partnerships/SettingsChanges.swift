package import Federation
import Storage
import Ticketing

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
