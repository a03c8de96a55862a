import StrictJSON

/// What people write, as precisely as JSON Schema can say it. Its lengths count characters and ours count bytes, of which
/// there are never fewer: a long text in another script than Latin may fit the one and not the other.
extension Schema {
  /// One line of something to be seen, under the rules of `TextRule.line`.
  package static func line(max bytes: Int) -> Schema {
    let allowed = "[^\(controls)\(turns)]"
    return written(max: bytes, pattern: "^\(allowed)*[^\(controls)\(turns)\(unseen)]\(allowed)*$", mayBeEmpty: false)
  }

  /// Many lines, under the rules of `TextRule.text`.
  package static func lines(max bytes: Int, mayBeEmpty: Bool = false) -> Schema {
    let allowed = "(?:\\r\\n|[^\(controlsButLineFeeds)])"
    let seen = mayBeEmpty ? "" : "[^\(controls)\(unseen)]\(allowed)*"
    return written(max: bytes, pattern: "^\(allowed)*\(seen)$", mayBeEmpty: mayBeEmpty)
  }

  /// An address as `EmailAddress` takes it, perhaps with spaces around it.
  package static let email: Schema = {
    let refused = "\(controls)\(turns)\\s\"(),:;<>@\\[\\\\\\]"
    return Schema([
      "type": "string", "minLength": 3, "maxLength": 254,
      "pattern": .string("^ *[^\(refused)]+@[^\(refused)]+ *$"),
    ])
  }()

  /// A moment as `RFC3339.date` takes it: in UTC and in the years 1970 to 9999.
  package static let moment = Schema([
    "type": "string", "format": "date-time",
    "pattern":
      "^(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]{1,9})?(Z|\\+00:00)$",
  ])

  private static func written(max bytes: Int, pattern: String, mayBeEmpty: Bool) -> Schema {
    Schema([
      "type": "string", "minLength": JSONValue(mayBeEmpty ? 0 : 1), "maxLength": JSONValue(bytes),
      "pattern": .string(pattern),
    ])
  }

  /// `TextRule.isControl`.
  private static let controls = "\\u0000-\\u001F\\u007F-\\u009F"
  /// The same without tab and line feed.
  private static let controlsButLineFeeds = "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F"
  /// What ends a line or turns the direction of text around.
  private static let turns = "\\u2028-\\u202E\\u2066-\\u2069"
  /// Spaces, and what Unicode counts as ignorable in its first plane.
  private static let unseen =
    "\\s\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u2060-\\u206F\\u3164"
    + "\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFF8"
}
