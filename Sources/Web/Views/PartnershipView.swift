import DeskActions
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// A partnership as one of its two desks sees it.
struct PartnershipView {
  private let mappings: MappingView

  init(_ tx: any DeskReader) throws { mappings = MappingView(statuses: try tx.statuses()) }

  static func answer(_ partnership: Partnership, _ tx: any DeskReader) throws -> Answer {
    .json(try PartnershipView(tx).json(partnership))
  }

  static let schema = Schema.object([
    "id": .id, "name": .text, "state": .choice(of: PartnershipState.self),
    "partner": Schema.object(["name": .text]).orNull, "receives": .flag, "partner_receives": Schema.flag.orNull,
    "sharing": .named("Sharing"), "partner_sharing": Schema.named("Sharing").orNull, "mapping": .named("Mapping"),
    "mapping_is_default": .flag, "settings": .named("PartnershipSettings"),
    "suspended": .object(["here": .flag, "there": .flag]), "created_at": .time,
  ])

  /// With the code that goes to the other company: shown this once.
  static let invitedSchema = schema.adding([
    "invitation": .object(["code": .text, "url": .text, "expires_at": .time])
  ])

  static let settingsSchema = Schema.object([
    "confirm_after_days": .integer, "resolves_on_completion": .flag, "holds_public_words": .flag,
    "withdraws_unanswered": .flag, "requires": .list(.choice(of: CompletionRequirement.self)),
  ])

  package func json(_ partnership: Partnership) -> JSONValue { .object(members(of: partnership)) }

  package func json(_ partnership: Partnership, invitation: Invitation, code: String, at publicURL: String) -> JSONValue
  {
    var members = members(of: partnership)
    members.append(
      "invitation",
      [
        "code": JSONValue(code), "url": JSONValue(InvitationLink.to(code, at: publicURL)),
        "expires_at": JSONValue(invitation.expiresAt),
      ])
    return .object(members)
  }

  private func members(of partnership: Partnership) -> JSONObject {
    let partner = partnership.partner
    return [
      "id": JSONValue(partnership.id), "name": JSONValue(partnership.name),
      "state": JSONValue(partnership.state.rawValue), "partner": partner.map { ["name": JSONValue($0.name)] } ?? .null,
      "receives": JSONValue(partnership.receives), "partner_receives": JSONValue(partner?.receives),
      "sharing": SharingView.json(partnership.sharing),
      "partner_sharing": JSONValue(partner?.terms.map { SharingView.json($0.sharing) }),
      "mapping": mappings.json(of: partnership), "mapping_is_default": JSONValue(partnership.mapping == nil),
      "settings": settings(partnership.settings),
      "suspended": [
        "here": JSONValue(partnership.isSuspendedHere), "there": JSONValue(partnership.isSuspendedThere),
      ],
      "created_at": JSONValue(partnership.createdAt),
    ]
  }

  private func settings(_ settings: PartnershipSettings) -> JSONValue {
    [
      "confirm_after_days": JSONValue(settings.confirmAfterDays),
      "resolves_on_completion": JSONValue(settings.resolvesOnCompletion),
      "holds_public_words": JSONValue(settings.holdsPublicWords),
      "withdraws_unanswered": JSONValue(settings.withdrawsUnanswered),
      "requires": JSONValue(settings.requires.map(\.rawValue)),
    ]
  }
}
