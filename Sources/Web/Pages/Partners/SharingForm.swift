import Federation
package import FormData
package import StrictJSON
import Ticketing

/// The sharing rules as questions that a person can answer.
package struct SharingForm {
  let asPublic: [Choice]
  let files: [Choice]
  let names: [Choice]
  let requester: [Choice]
  let fields: [Choice]
  let chain: [Choice]

  init(_ rules: SharingRules, _ shared: SharedFields, _ catalogue: Catalogue) {
    func choices<Word: RawRepresentable<String> & CaseIterable & Equatable>(
      _ about: String, _ chosen: Word
    ) -> [Choice] {
      Word.allCases.map {
        Choice(value: $0.rawValue, words: catalogue["sharing.\(about)_\($0.rawValue)"], isChosen: $0 == chosen)
      }
    }
    let crossesPublic = rules.audiences.contains(.public)
    asPublic = [
      Choice(value: "partner", words: catalogue["sharing.public_as_partner"], isChosen: !crossesPublic),
      Choice(value: "public", words: catalogue["sharing.public_as_public"], isChosen: crossesPublic),
    ]
    files = [
      Choice(value: "yes", words: catalogue["sharing.files_yes"], isChosen: rules.attachments),
      Choice(value: "no", words: catalogue["sharing.files_no"], isChosen: !rules.attachments),
    ]
    names = choices("names", rules.names)
    requester = choices("requester", rules.requester)
    chain = choices("chain", rules.chain)
    // What is let out and is no field any more can be taken back here, too.
    let gone = rules.fields.filter { key in !shared.all.contains { $0.key == key } }
    fields = (shared.all + gone.map { ($0, $0) }).map {
      Choice(value: $0.key, words: $0.name, isChosen: rules.fields.contains($0.key))
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
