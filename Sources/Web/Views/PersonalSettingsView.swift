package import StrictJSON
package import Ticketing

package enum PersonalSettingsView {
  static let channels = Schema.object(["page": .flag, "mail": .flag])

  static let schema = Schema.object([
    "language": Schema.choice(of: Language.self).orNull, "unassigned": .flag,
    "kinds": .object(NoticeKind.allCases.map { ($0.rawValue, channels) }),
  ])

  /// Each kind as it is for the person, chosen or not.
  package static func json(_ settings: PersonalSettings) -> JSONValue {
    let kinds = NoticeKind.allCases.map { kind -> (String, JSONValue) in
      let channels = settings.notices[kind]
      return (kind.rawValue, ["page": JSONValue(channels.page), "mail": JSONValue(channels.mail)])
    }
    return [
      "language": JSONValue(settings.language?.rawValue), "unassigned": JSONValue(settings.notices.hearsOfUnassigned),
      "kinds": .object(JSONObject(kinds)),
    ]
  }
}
