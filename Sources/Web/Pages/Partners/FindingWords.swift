package import Federation
package import Ticketing

/// What the checker holds against one entry: a sentence, and the way through statuses that shows it.
package struct FindingWords: Sendable, Equatable {
  package let sentence: String
  package let steps: [String]
  package let isError: Bool

  package init(_ finding: MappingFinding, _ words: Vocabulary) {
    sentence = words.catalogue["mapping.\(Self.key(of: finding.flaw))"]
    steps = words.steps(of: finding)
    isError = finding.severity == .error
  }

  private static func key(of flaw: MappingFinding.Flaw) -> String {
    switch flaw {
    case .saysNothing: "flaw_says_nothing"
    case .unknownStatus: "flaw_unknown_status"
    case .wanders: "flaw_wanders"
    case .endedAsOpen: "flaw_ended_as_open"
    case .openAsEnded: "flaw_open_as_ended"
    case .doneAsCancelled: "flaw_done_as_cancelled"
    case .worksWithoutBaton: "flaw_works_without_baton"
    }
  }

  /// The desk's own words, and those for what crosses.
  package struct Vocabulary: Sendable {
    let form: MappingForm
    let statuses: StatusBook
    let catalogue: Catalogue

    package init(_ form: MappingForm, _ statuses: StatusBook, _ catalogue: Catalogue) {
      self.form = form
      self.statuses = statuses
      self.catalogue = catalogue
    }

    func category(_ category: StatusCategory) -> String { catalogue["mapping.category_\(category.rawValue)"] }
    func event(_ event: MappedEvent) -> String { catalogue["mapping.event_\(event.rawValue)"] }

    func steps(of finding: MappingFinding) -> [String] {
      switch (finding.place, finding.flaw) {
      case (.in(let category), .wanders(let shown, let said, let thenShown, let thenSaid)):
        [theySay(category), name(shown), weSay(said), name(thenShown), weSay(thenSaid)]
      case (.in(let category), _): [theySay(category), chosen(form.inward[category])]
      case (.out(let status), _):
        [name(status), form.outward[status.description].flatMap { StatusCategory(rawValue: $0) }.map(weSay) ?? hole]
      case (.event(let event), _): [self.event(event), chosen(form.events[event])]
      case (.label(let label), _):
        [
          catalogue.text("mapping.they_say", ["word": label]),
          chosen(form.labels.first { $0.theirs == label }?.ours),
        ]
      }
    }

    private var hole: String { catalogue["mapping.hole"] }
    private func theySay(_ word: StatusCategory) -> String {
      catalogue.text("mapping.they_say", ["word": category(word)])
    }
    private func weSay(_ word: StatusCategory) -> String { catalogue.text("mapping.we_say", ["word": category(word)]) }
    private func chosen(_ id: String?) -> String { id.flatMap { StatusID($0) }.map(name) ?? hole }
    private func name(_ id: StatusID) -> String { statuses[id]?.name ?? hole }
  }
}
