import Federation
import Ticketing

/// One of the things that a desk lets out, in people's words.
struct SharedLine {
  let about: String
  let answer: String

  static func lines(of rules: SharingRules, _ fields: SharedFields, _ catalogue: Catalogue) -> [SharedLine] {
    func line(_ about: String, _ answer: String) -> SharedLine {
      SharedLine(about: catalogue["sharing.\(about)"], answer: answer)
    }
    let crossesPublic = rules.audiences.contains(.public)
    return [
      line("comments", catalogue[crossesPublic ? "sharing.public_as_public" : "sharing.public_as_partner"]),
      line("files", catalogue[rules.attachments ? "sharing.files_yes" : "sharing.files_no"]),
      line("names", catalogue["sharing.names_\(rules.names.rawValue)"]),
      line("requester", catalogue["sharing.requester_\(rules.requester.rawValue)"]),
      line(
        "fields",
        rules.fields.isEmpty ? catalogue["sharing.fields_none"] : rules.fields.map(fields.name).joined(separator: ", ")),
      line("chain", catalogue["sharing.chain_\(rules.chain.rawValue)"]),
    ]
  }
}

/// What a desk's fields are called, the place of work among them.
struct SharedFields: Sendable {
  let all: [(key: String, name: String)]

  init(_ fields: [FieldDefinition], _ catalogue: Catalogue) {
    all = [(SharingRules.siteKey, catalogue["sharing.site"])] + fields.map { ($0.key, $0.name) }
  }

  /// The key, where the field is another desk's.
  func name(_ key: String) -> String { all.first { $0.key == key }?.name ?? key }
}
