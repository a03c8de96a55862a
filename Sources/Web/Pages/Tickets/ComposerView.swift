import FormData
import Ticketing

/// Where a comment is written. What was refused, or comes back from a preview, stands in it again.
struct ComposerView {
  /// A comment that is being written.
  struct Draft: Sendable {
    let body: String
    let audience: Audience
    let isRequesters: Bool
    let asksToCancel: Bool
    var isPreviewed = false
    /// Why it was not taken; told in words by the view.
    let refused: RefusedForm?
    /// The names of files that were chosen and did not come along.
    let lost: [String]

    /// - Parameter refused: a refused form of the ticket's page, perhaps another one.
    init(_ refused: RefusedForm?) {
      let own = refused.flatMap { $0.isOf("comment") ? $0 : nil }
      self.init(own?.form ?? FormFields([]), own)
    }

    init(_ form: FormFields, _ refused: RefusedForm? = nil) {
      body = (form["body"] ?? "").replacing("\r\n", with: "\n")
      audience = form["audience"].flatMap(Audience.init) ?? .internal
      isRequesters = form["author"] == "requester"
      asksToCancel = form["asks_to_cancel"] != nil
      self.refused = refused
      lost = form.all("file").filter { !$0.isEmpty }
    }
  }

  /// One of the three audiences, as something to choose.
  struct AudienceChoice {
    let value: String
    let word: String
    let isChosen: Bool
    let isInternal: Bool
    let isPartner: Bool
    let readers: [String]
  }

  let body: String
  let trouble: String?
  let lost: String?
  let choices: [AudienceChoice]
  /// Whose words may be written down, too.
  let asker: String?
  let isRequesters: Bool
  let asksToCancel: Bool
  let mayAttach: Bool

  init(_ draft: Draft, _ readership: Readership, _ facts: TicketFacts, _ place: TicketPlace) {
    body = draft.body
    trouble = draft.refused?.sentence(place)
    lost = draft.lost.isEmpty ? nil : place.text("files_lost", ["files": draft.lost.joined(separator: ", ")])
    choices = Audience.allCases.map { audience in
      AudienceChoice(
        value: audience.rawValue, word: place.catalogue["comment.\(audience.rawValue)"],
        isChosen: audience == draft.audience, isInternal: audience == .internal, isPartner: audience == .partner,
        readers: readership.sentences(for: audience))
    }
    asker = facts.requester?.name
    isRequesters = draft.isRequesters
    asksToCancel = draft.asksToCancel
    mayAttach = place.actor.role.covers(.agent)
  }
}
