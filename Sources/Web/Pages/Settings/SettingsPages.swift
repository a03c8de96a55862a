import HTTPTypes
import Ticketing

/// What an admin configures, each thing on a page of its own.
enum SettingsPages {
  static let routes: [Route] =
    [
      Route(
        .get, "/desk/{desk}/settings", "What an admin configures.", face: .page, access: .session(.admin), answer: nil
      ) { call in .seeOther(try call.deskPath("/settings/people")) }
    ] + PeoplePage.routes + PersonPage.routes + TeamsPage.routes + StatusesPage.routes + FieldsPage.routes
    + ConnectionPages.routes + DeskTokensPage.routes + WebhooksPage.routes + WebhookPage.routes
    + WebhookMessagePage.routes + AddressesPage.routes + AddressPage.routes + MailboxesPage.routes
    + MailboxPage.routes + MailTemplatesPage.routes + DeskPage.routes + AuditPage.routes

  /// The entries at the side of every settings page, in their order.
  enum Place: String, CaseIterable {
    case people, teams, statuses, fields, connections, tokens, webhooks, addresses, mailboxes, mails, desk, audit
  }

  struct Entry {
    let name: String
    let path: String
    let isHere: Bool
  }

  static func entries(_ call: Call, _ here: Place) throws -> [Entry] {
    try Place.allCases.map {
      Entry(
        name: try call.catalogue["settings.\($0.rawValue)"], path: try call.deskPath("/settings/\($0.rawValue)"),
        isHere: $0 == here)
    }
  }
}

extension ChoiceView {
  /// One for each case of an enumeration, worded by `area.case`.
  static func all<Choice: RawRepresentable<String> & CaseIterable>(
    of: Choice.Type, _ area: String, _ catalogue: Catalogue, chosen: String?
  ) -> [ChoiceView] {
    Choice.allCases.map { ChoiceView($0.rawValue, catalogue["\(area).\($0.rawValue)"], chosen: chosen) }
  }
}
