import Federation
package import FormData
package import StrictJSON
import Ticketing

/// The sharing rules as questions that a person can answer.
package struct SharingForm {
  let asPublic: [ChoiceView]
  let files: [ChoiceView]
  let names: [ChoiceView]
  let requester: [ChoiceView]
  let fields: [ChoiceView]
  let chain: [ChoiceView]

  init(_ rules: SharingRules, _ shared: SharedFields, _ catalogue: Catalogue) {
    func choices<Word: RawRepresentable<String> & CaseIterable & Equatable>(
      _ about: String, _ chosen: Word
    ) -> [ChoiceView] {
      Word.allCases.map {
        ChoiceView($0.rawValue, catalogue["sharing.\(about)_\($0.rawValue)"], isChosen: $0 == chosen)
      }
    }
    let crossesPublic = rules.audiences.contains(.public)
    asPublic = [
      ChoiceView("partner", catalogue["sharing.public_as_partner"], isChosen: !crossesPublic),
      ChoiceView("public", catalogue["sharing.public_as_public"], isChosen: crossesPublic),
    ]
    files = [
      ChoiceView("yes", catalogue["sharing.files_yes"], isChosen: rules.attachments),
      ChoiceView("no", catalogue["sharing.files_no"], isChosen: !rules.attachments),
    ]
    names = choices("names", rules.names)
    requester = choices("requester", rules.requester)
    chain = choices("chain", rules.chain)
    // What is let out and is no field any more can be taken back here, too.
    let gone = rules.fields.filter { key in !shared.all.contains { $0.key == key } }
    fields = (shared.all + gone.map { ($0, $0) }).map {
      ChoiceView($0.key, $0.name, isChosen: rules.fields.contains($0.key))
    }
  }

  /// The form as the API would get it.
  package static func object(_ form: FormFields) -> JSONObject {
    let audiences = form["as_public"] == "public" ? ["partner", "public"] : ["partner"]
    return [
      "audiences": JSONValue(audiences), "attachments": JSONValue(form["files"] == "yes"),
      "names": JSONValue(form["names"] ?? ""), "requester": JSONValue(form["requester"] ?? ""),
      "fields": JSONValue(form.all("fields")), "chain": JSONValue(form["chain"] ?? ""),
    ]
  }
}
