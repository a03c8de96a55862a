import StrictJSON
import Ticketing

/// One's own settings as they come in: what is left out follows the defaults.
struct PersonalSettingsBody {
  let settings: PersonalSettings

  static let schema = Schema.object(
    [
      "language": Schema.choice(of: Language.self).orNull, "unassigned": .flag,
      "kinds": .object(NoticeKind.allCases.map { ($0.rawValue, PersonalSettingsView.channels) }, required: []),
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let language = fields.nullable("language", .choice(of: Language.self)).orNil
    let unassigned = fields.optional("unassigned", .bool) ?? true
    let kinds = fields.optional("kinds", .kinds) ?? [:]
    try fields.finish()
    settings = PersonalSettings(
      language: language, notices: NoticeChoices(chosen: kinds, hearsOfUnassigned: unassigned))
  }
}

extension JSONShape<[NoticeKind: NoticeChannels]> {
  fileprivate static var kinds: JSONShape {
    .object { fields throws(JSONProblems) in
      var kinds: [NoticeKind: NoticeChannels] = [:]
      for kind in NoticeKind.allCases { kinds[kind] = fields.optional(kind.rawValue, .channels) }
      return kinds
    }
  }
}

extension JSONShape<NoticeChannels> {
  fileprivate static var channels: JSONShape {
    .object { fields throws(JSONProblems) in
      let (page, mail) = (fields.required("page", .bool), fields.required("mail", .bool))
      let (shows, mails) = try fields.finish(page, mail)
      return NoticeChannels(page: shows, mail: mails)
    }
  }
}
